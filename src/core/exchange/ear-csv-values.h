/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people write in the cells of a spreadsheet, and the values that it stands for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each takes the text of a cell. An empty cell gives NULL without @expected; a word that is not known gives NULL and
 * sets @expected, (transfer full), to what is known. */
const char *ear_csv_feeling (const char *text, char **expected);
const char *ear_csv_setting (const char *text, char **expected);
const char *ear_csv_permission (const char *text, char **expected);
char *ear_csv_date (const char *text, char **expected);

char *ear_csv_fold (const char *text);

G_END_DECLS
