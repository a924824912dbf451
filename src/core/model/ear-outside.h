/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text from outside (names of files, devices and people, what somebody said) where a sentence, a table or a label speaks of
 * it: it must not turn what stands around it, nor tell a terminal what to do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ear_outside_text (const char *text);
char *ear_outside_file_name (const char *path);
char *ear_outside_message (const char *message);
char *ear_outside_plain (const char *text);

G_END_DECLS
