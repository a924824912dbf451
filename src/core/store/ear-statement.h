/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One prepared statement of a connection. Freeing it gives it back to the connection, which keeps it ready. */
#pragma once

#include "ear-id.h"

G_BEGIN_DECLS

typedef struct _EarConnection EarConnection;
typedef struct _EarStatement EarStatement;

typedef enum
{
  EAR_STEP_FAILED = -1,
  EAR_STEP_DONE = 0,
  EAR_STEP_ROW = 1,
} EarStep;

void ear_statement_bind_integer (EarStatement *statement, int parameter, gint64 value);
void ear_statement_bind_text (EarStatement *statement, int parameter, const char *value);
void ear_statement_bind_id (EarStatement *statement, int parameter, const EarId *value);
void ear_statement_bind_blob (EarStatement *statement, int parameter, gconstpointer value, gsize size);
void ear_statement_bind_null (EarStatement *statement, int parameter);

EarStep ear_statement_step (EarStatement *statement, GError **error);
gboolean ear_statement_run (EarStatement *statement, GError **error);
void ear_statement_reset (EarStatement *statement);

gboolean ear_statement_is_null (EarStatement *statement, int column);
gint64 ear_statement_get_integer (EarStatement *statement, int column);
const char *ear_statement_get_text (EarStatement *statement, int column);
gboolean ear_statement_get_id (EarStatement *statement, int column, EarId *id);
gconstpointer ear_statement_get_blob (EarStatement *statement, int column, gsize *size);
int ear_statement_n_columns (EarStatement *statement);
gboolean ear_statement_is_read_only (EarStatement *statement);
void ear_statement_free (EarStatement *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarStatement, ear_statement_free)

G_END_DECLS
