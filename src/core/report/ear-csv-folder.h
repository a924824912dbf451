/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ear-document.h"

G_BEGIN_DECLS

/* Every such folder holds it: by it a folder is known that may be replaced. */
#define EAR_CSV_DICTIONARY "data-dictionary.csv"

typedef struct
{
  char *name;
  GBytes *contents;
} EarCsvFile;

GPtrArray *ear_csv_folder_write (const EarDocument *document, GError **error);

void ear_report_set_not_written (GError **error, const char *cause); /* ear-report-file.c */

/* ear-report-folder.c */
gboolean ear_report_folder_save (const GPtrArray *files, const char *path, GError **error);

G_END_DECLS
