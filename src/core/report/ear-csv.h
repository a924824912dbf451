/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that write CSV share. */
#pragma once

#include "ear-document.h"

G_BEGIN_DECLS

/* Without it, Excel reads a file as Windows-1252. */
#define EAR_CSV_MARK "\xef\xbb\xbf"

void ear_csv_append_text (GString *csv, const char *text);
void ear_csv_append_figure (GString *csv, gint64 figure);
void ear_csv_append_texts (GString *csv, const char *text, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
