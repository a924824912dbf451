/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists on standard output: aligned for people, CSV as RFC 4180 says, or JSON. CSV and JSON do not depend on the
 * locale. All of it is UTF-8. */
#pragma once

#include "ear-id.h"
#include "ear-protect.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_FORMAT_TEXT,
  EAR_FORMAT_CSV,
  EAR_FORMAT_JSON,
} EarFormat;

typedef enum
{
  EAR_CELL_TEXT,
  EAR_CELL_NUMBER,
  EAR_CELL_FLAG,
} EarCellType;

typedef struct
{
  const char *name;    /* in CSV and JSON; NULL: only for people */
  const char *heading; /* for people; NULL: only in CSV and JSON */
  EarCellType type;
} EarColumn;

typedef struct _EarOutput EarOutput;

extern const char *const ear_format_names[]; /* in the order of EarFormat, NULL-terminated */

EarOutput *ear_output_new (EarFormat format, const EarColumn *columns, guint n_columns);
void ear_output_free (EarOutput *output);
void ear_output_text (EarOutput *output, const char *value);
void ear_output_number (EarOutput *output, gint64 value);
void ear_output_shown (EarOutput *output, EarShown shown);
void ear_output_flag (EarOutput *output, gboolean value);
void ear_output_id (EarOutput *output, const EarId *id);
void ear_output_print (EarOutput *output);

char *ear_output_plain (const char *text);
char *ear_output_wrap (const char *prose, guint columns, const char *between);
void ear_output_write (const char *text);
void ear_output_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
void ear_output_note (const char *format, ...) G_GNUC_PRINTF (1, 2);
gboolean ear_output_finish (GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarOutput, ear_output_free)

G_END_DECLS
