// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import org.susten.transport.door.S3Door;
import org.susten.transport.door.SftpDoor;
import org.susten.transport.door.WebDoor;

/** The hub's ways to other machines, and what is fetched through them. */
record Doors(SftpDoor sftp, WebDoor web, S3Door s3, MailDoor mail, Pulls pulls) {}
