// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

/** The hub's ways to other machines, and what is fetched through them. */
record Doors(SftpDoor sftp, WebDoor web, S3Door s3, MailDoor mail, Pulls pulls) {}
