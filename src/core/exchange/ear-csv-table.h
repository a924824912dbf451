/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spreadsheet saved as CSV, as rows of UTF-8 text that know their line. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EAR_CSV_MAX_BYTES (256 * 1024 * 1024)
#define EAR_CSV_MAX_COLUMNS 200

typedef struct
{
  guint line; /* on which it begins, from 1 */
  guint n_cells;
  char **cells; /* NULL-terminated, without blanks around them */
} EarCsvRow;

typedef struct
{
  char *name;      /* of the file, for errors */
  GPtrArray *rows; /* EarCsvRow, the header first; each has as many cells as the header */
  gboolean was_windows_1252;
} EarCsvTable;

EarCsvTable *ear_csv_table_read (const char *path, GError **error);
void ear_csv_table_free (EarCsvTable *table);
void ear_csv_fail (GError **error, const char *file, guint line, const char *format, ...) G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarCsvTable, ear_csv_table_free)

G_END_DECLS
