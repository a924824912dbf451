/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as a person types and reads them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GFile *ear_path_parse (const char *text);
char *ear_path_show (GFile *file);
char *ear_path_suggest (const char *stem, const char *extension);
char *ear_path_with_extension (const char *path, const char *extension);

G_END_DECLS
