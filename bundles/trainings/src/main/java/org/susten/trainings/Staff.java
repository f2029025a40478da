// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.users.User;

/**
 * The hub's own accounts, and the curricula that ask something of their roles. Completions name an account by its name. As long as no
 * curriculum names a role of the hub, nobody lacks anything. Safe for any thread.
 */
@ProviderType
public interface Staff {

    /**
     * What keeps an account from data about single children today: the course, what of it is lacking, and who must act, in a sentence;
     * empty where nothing does. Answers from memory.
     */
    Optional<String> lack(User user);

    /** An account and a curriculum that asks something of one of its roles. */
    record Member(String role, Curriculum curriculum, Standing standing) {}

    /** Everybody of whom something is asked, by account. */
    List<Member> members();
}
