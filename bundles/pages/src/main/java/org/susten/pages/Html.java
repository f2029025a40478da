// SPDX-License-Identifier: Apache-2.0
package org.susten.pages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** A page without scripts: whatever text it shows is text. Used by one thread. */
public final class Html {

    private static final String STYLE =
            """
            :root{color-scheme:light dark;--ink:#1c2733;--soft:#5b6876;--line:#d7dde4;--card:#fff;--ground:#f4f6f8;--good:#1d6f42;--bad:#a3341f;--link:#1a5a96}
            @media (prefers-color-scheme:dark){:root{--ink:#e6eaee;--soft:#9aa7b4;--line:#34404c;--card:#1d262f;--ground:#141a20;--good:#6cc392;--bad:#f08a72;--link:#86b8e8}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
            main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
            h1{font-size:1.6rem;margin:.5rem 0 .25rem}h2{font-size:1.25rem;margin:0}h3{font-size:1rem;margin:1.5rem 0 .5rem}
            p{margin:.35rem 0}.soft{color:var(--soft)}.good{color:var(--good)}.bad{color:var(--bad)}
            a{color:var(--link)}
            section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1.25rem;margin:1.25rem 0}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem;margin:1rem 0 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;width:100%;font-size:.9rem}
            th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
            th{color:var(--soft);font-weight:600}td.number,th.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
            code{font-size:.9em}summary{cursor:pointer;margin-top:1rem;font-weight:600}
            .figure{font-size:2rem;font-weight:600;margin:.5rem 0 0}
            svg.bar{display:block;width:12rem;max-width:100%;height:.7rem}.figure+svg.bar{width:100%}
            svg.bar rect{fill:var(--link)}svg.bar rect.whole{fill:var(--line)}
            @media (max-width:40rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
            """;

    /** Nothing but this very style may be used: no script, no picture, no form, no other host. */
    public static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash()
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final StringBuilder out = new StringBuilder();

    /** An empty page. */
    public Html(String title) {
        out.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
        text(title);
        out.append("</title><style>").append(STYLE).append("</style></head><body><main>");
    }

    /** Opens an element; {@code tag} is ours and never a user's. */
    public Html open(String tag) {
        out.append('<').append(tag).append('>');
        return this;
    }

    /** Closes it. */
    public Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** An element with text. */
    public Html put(String tag, String text) {
        open(tag).text(text);
        int blank = tag.indexOf(' ');
        return close(blank < 0 ? tag : tag.substring(0, blank));
    }

    /** A term and what there is to say about it; nothing where there is nothing. */
    public Html term(String term, String text) {
        return text.isBlank() ? this : put("dt", term).put("dd", text);
    }

    /** A link within this house. */
    public Html link(String path, String text) {
        out.append("<a href=\"").append(escaped(path)).append("\">");
        return text(text).close("a");
    }

    /** A bar as long as a share of the whole, from 0 to 1; what it says stands beside it in words. */
    public Html bar(double share) {
        String percent = String.format(Locale.ROOT, "%.1f", 100 * Math.max(0, Math.min(1, share)));
        out.append("<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
                .append("<rect class=\"whole\" width=\"100\" height=\"10\"/><rect width=\"")
                .append(percent)
                .append("\" height=\"10\"/></svg>");
        return this;
    }

    /** Text. */
    public Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** The whole page, in UTF-8. */
    public byte[] bytes() {
        return (out + "</main></body></html>\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash() {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }
}
