/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a spreadsheet is one contribution. All of a file is taken in, or nothing. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-csv-columns.h"
#include "ear-csv-records.h"
#include "ear-csv-values.h"
#include "ear-exchange.h"

/* A session that rows of this import belong to. */
typedef struct
{
  EarId id;
  gint64 position; /* of the last contribution */
} Session;

typedef struct
{
  EarStore *store;
  const EarCsvOptions *options;
  EarCsvResult *result;
  EarCsvTable *table;
  int columns[EAR_CSV_N_FIELDS]; /* -1 for none */
  EarCsvNames organisations, places, groups, themes;
  GHashTable *sessions; /* EarId → Session */
  EarId organisation; /* whose the rows are; EAR_ID_NONE where nobody says */
  char *whose;        /* its name, or "" */
  char *title;        /* of a session that nothing names: the file's name without its ending */
} Import;

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->table, ear_csv_table_free);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_pointer (&self->whose, g_free);
  g_clear_pointer (&self->title, g_free);
  ear_csv_names_clear (&self->organisations);
  ear_csv_names_clear (&self->places);
  ear_csv_names_clear (&self->groups);
  ear_csv_names_clear (&self->themes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

static const char *
cell (Import *self, const EarCsvRow *row, EarCsvField field)
{
  return self->columns[field] < 0 ? "" : row->cells[self->columns[field]];
}

static gboolean
fail_cell (Import *self, const EarCsvRow *row, EarCsvField field, const char *expected, GError **error)
{
  ear_csv_fail (error, self->table->name, row->line, _ ("“%.80s” is not a known %s. Expected: %s."),
                cell (self, row, field),
                ear_csv_field_name (field), expected);
  return FALSE;
}

static gboolean
is_wanted (Import *self, const EarCsvRow *row)
{
  const char *ref = cell (self, row, EAR_CSV_REF);
  gboolean begins = FALSE;

  if (self->options->only == NULL)
    return TRUE;
  for (guint i = 0; self->options->only[i] != NULL; i++)
    begins = begins || g_str_has_prefix (ref, self->options->only[i]);
  return begins != self->options->except;
}

typedef const char *(*TermFunc) (const char *text, char **expected);

static gboolean
set_term (Import *self, const EarCsvRow *row, EarCsvField field, TermFunc func, EarRecord *record, guint to,
          GError **error)
{
  g_autofree char *expected = NULL;
  const char *value = func (cell (self, row, field), &expected);

  if (expected != NULL)
    return fail_cell (self, row, field, expected, error);
  ear_record_set (record, to, value);
  return TRUE;
}

static gboolean
set_date (Import *self, const EarCsvRow *row, EarRecord *record, GError **error)
{
  g_autofree char *expected = NULL;
  g_autofree char *date = ear_csv_date (cell (self, row, EAR_CSV_DATE), &expected);

  if (expected != NULL)
    return fail_cell (self, row, EAR_CSV_DATE, expected, error);
  ear_record_set (record, EAR_SESSION_STARTED, date);
  return TRUE;
}

static const char *
session_title (Import *self, const EarCsvRow *row)
{
  static const EarCsvField best[] = { EAR_CSV_SESSION, EAR_CSV_SECTION, EAR_CSV_SOURCE };

  for (guint i = 0; i < G_N_ELEMENTS (best); i++)
    {
      if (*cell (self, row, best[i]) != '\0')
        return cell (self, row, best[i]);
    }
  return self->title;
}

/* What was taken from a source was heard by whoever published it, and is the same to whoever takes it from there. */
static gboolean
is_ours (Import *self, const EarCsvRow *row)
{
  return !ear_id_is_none (&self->organisation) && (self->options->organisation != NULL || *cell (self, row, EAR_CSV_SOURCE) == '\0');
}

static const char *
whose (Import *self, const EarCsvRow *row)
{
  return is_ours (self, row) ? self->whose : "";
}

static gboolean
fill_session (Import *self, const EarCsvRow *row, EarRecord *session, GError **error)
{
  const char *place = cell (self, row, EAR_CSV_PLACE);
  EarId id;

  ear_record_set (session, EAR_SESSION_TITLE, session_title (self, row));
  ear_record_set (session, EAR_SESSION_SOURCE, cell (self, row, EAR_CSV_SOURCE));
  if (*place != '\0')
    {
      if (!ear_csv_names_need (&self->places, place, &id, error))
        return FALSE;
      ear_record_set_id (session, EAR_SESSION_PLACE, &id);
    }
  if (is_ours (self, row))
    ear_record_set_id (session, EAR_SESSION_ORGANISATION, &self->organisation);
  return set_term (self, row, EAR_CSV_SETTING, ear_csv_setting, session, EAR_SESSION_NATURE, error)
         && set_date (self, row, session, error);
}

static gboolean
last_position (Import *self, Session *session, GError **error)
{
  g_autoptr (EarStatement) last
    = ear_store_query (self->store,
                       "SELECT coalesce (max (c.position), 0) FROM contributions c JOIN sessions s ON s.n = c.session "
                       "WHERE s.id = ?",
                       error);

  if (last == NULL)
    return FALSE;
  ear_statement_bind_id (last, 1, &session->id);
  if (ear_statement_step (last, error) != EAR_STEP_ROW)
    return FALSE;
  session->position = ear_statement_get_integer (last, 0);
  return TRUE;
}

/* A session that this file made before is gone on with; one that was deleted since is there again. */
static gboolean
make_session (Import *self, const EarCsvRow *row, Session *session, GError **error)
{
  g_autoptr (EarRecord) record = ear_record_new_with_id (EAR_KIND_SESSION, &session->id);
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (GError) local = NULL;

  here = ear_store_get (self->store, EAR_KIND_SESSION, &session->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (here != NULL && !ear_record_is_deleted (here))
    return last_position (self, session, error);
  if (!fill_session (self, row, record, error) || !ear_store_put (self->store, record, error))
    return FALSE;
  self->result->n_sessions++;
  return last_position (self, session, error);
}

/* What rows are one session is told by whose they are and what they say of it: two partners who listened on the same day have two
 * sessions. Where nothing names it the file's name does, as it does in its title. */
static EarId
session_id (Import *self, const EarCsvRow *row)
{
  const char *named = cell (self, row, EAR_CSV_SESSION), *source = cell (self, row, EAR_CSV_SOURCE);
  const char *section = cell (self, row, EAR_CSV_SECTION);

  if (*named == '\0' && *source == '\0' && *section == '\0')
    named = self->table->name;
  return ear_csv_id ((const char *[]){ "session", whose (self, row), source, section, cell (self, row, EAR_CSV_PLACE),
                                       cell (self, row, EAR_CSV_DATE), cell (self, row, EAR_CSV_SETTING), named, NULL });
}

static Session *
need_session (Import *self, const EarCsvRow *row, GError **error)
{
  EarId id = session_id (self, row);
  Session *session = g_hash_table_lookup (self->sessions, &id);
  g_autofree Session *new = NULL;

  if (session != NULL)
    return session;
  new = g_new0 (Session, 1);
  new->id = id;
  if (!make_session (self, row, new, error))
    return NULL;
  session = g_steal_pointer (&new);
  g_hash_table_insert (self->sessions, &session->id, session);
  return session;
}

static gboolean
need_participant (Import *self, const Session *session, const char *label, EarId *id, GError **error)
{
  g_autofree char *folded = ear_csv_fold (label);
  g_autofree char *of = ear_id_to_string (&session->id);
  g_autoptr (EarRecord) record = NULL;
  gboolean here;

  *id = ear_csv_id ((const char *[]){ "participant", of, folded, NULL });
  if (!ear_csv_is_here (self->store, EAR_KIND_PARTICIPANT, id, &here, error))
    return FALSE;
  if (here)
    return TRUE;
  record = ear_record_new_with_id (EAR_KIND_PARTICIPANT, id);
  ear_record_set (record, EAR_PARTICIPANT_LABEL, label);
  ear_record_set_id (record, EAR_PARTICIPANT_SESSION, &session->id);
  return ear_store_put (self->store, record, error);
}

static gboolean
fill_contribution (Import *self, const EarCsvRow *row, Session *session, EarRecord *record, GError **error)
{
  const char *participant = cell (self, row, EAR_CSV_PARTICIPANT);
  EarId id;

  ear_record_set_id (record, EAR_CONTRIBUTION_SESSION, &session->id);
  ear_record_set_integer (record, EAR_CONTRIBUTION_POSITION, ++session->position);
  ear_record_set (record, EAR_CONTRIBUTION_TEXT, cell (self, row, EAR_CSV_TEXT));
  ear_record_set (record, EAR_CONTRIBUTION_ORIGINAL, cell (self, row, EAR_CSV_ORIGINAL));
  ear_record_set (record, EAR_CONTRIBUTION_ORIGINAL_LANGUAGE, cell (self, row, EAR_CSV_ORIGINAL_LANGUAGE));
  ear_record_set (record, EAR_CONTRIBUTION_REF, cell (self, row, EAR_CSV_REF));
  ear_record_set (record, EAR_CONTRIBUTION_SOURCE, cell (self, row, EAR_CSV_SOURCE));
  ear_record_set (record, EAR_CONTRIBUTION_SECTION, cell (self, row, EAR_CSV_SECTION));
  if (*participant != '\0')
    {
      if (!need_participant (self, session, participant, &id, error))
        return FALSE;
      ear_record_set_id (record, EAR_CONTRIBUTION_PARTICIPANT, &id);
    }
  return set_term (self, row, EAR_CSV_FEELING, ear_csv_feeling, record, EAR_CONTRIBUTION_FEELING, error)
         && set_term (self, row, EAR_CSV_PERMISSION, ear_csv_permission, record, EAR_CONTRIBUTION_PERMISSION, error);
}

static gboolean
code (Import *self, const EarId *contribution, const EarId *theme, GError **error)
{
  const char *coder = self->options->coder == NULL ? "" : self->options->coder;
  g_autofree char *of = ear_id_to_string (contribution);
  g_autofree char *with = ear_id_to_string (theme);
  EarId id = ear_csv_id ((const char *[]){ "coding", of, with, coder, NULL });
  g_autoptr (EarRecord) coding = ear_record_new_with_id (EAR_KIND_CODING, &id);

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, contribution);
  ear_record_set_id (coding, EAR_CODING_THEME, theme);
  ear_record_set (coding, EAR_CODING_CODER, coder);
  return ear_store_put (self->store, coding, error);
}

/* Calls for each name of a cell that may hold several, separated by semicolons. */
static gboolean
add_names (Import *self, const EarCsvRow *row, EarCsvField field, const EarId *contribution, GError **error)
{
  g_auto (GStrv) names = g_strsplit (cell (self, row, field), ";", -1);
  EarId id;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (*g_strstrip (names[i]) == '\0')
        continue;
      if (field == EAR_CSV_THEME)
        {
          if (!ear_csv_names_find (&self->themes, names[i], &id))
            return fail_cell (self, row, field, _ ("the name or the short name of a theme of your codebook; several "
                                                   "are separated by “;”"),
                              error);
          if (!code (self, contribution, &id, error))
            return FALSE;
        }
      else if (!ear_csv_names_need (&self->groups, names[i], &id, error)
               || !ear_csv_link (self->store, EAR_KIND_CONTRIBUTION_GROUP, contribution, &id, error))
        return FALSE;
    }
  return TRUE;
}

/* A row with a ref has the same id on every laptop of its organisation and at every import, so that it is added once. */
static EarRecord *
contribution_new (Import *self, const EarCsvRow *row)
{
  const char *ref = cell (self, row, EAR_CSV_REF);
  g_autofree char *text = NULL;
  EarId id;

  if (*ref == '\0')
    return ear_record_new (EAR_KIND_CONTRIBUTION);
  text = ear_value_tidy (EAR_TYPE_PROSE, cell (self, row, EAR_CSV_TEXT));
  id = ear_csv_id ((const char *[]){ whose (self, row), ref, text == NULL ? "" : text, NULL });
  return ear_record_new_with_id (EAR_KIND_CONTRIBUTION, &id);
}

static gboolean
add_contribution (Import *self, const EarCsvRow *row, EarRecord *record, GError **error)
{
  Session *session = need_session (self, row, error);
  EarId id = record->id;

  if (session == NULL || !fill_contribution (self, row, session, record, error)
      || !ear_store_put (self->store, record, error)
      || !add_names (self, row, EAR_CSV_GROUP, &id, error) || !add_names (self, row, EAR_CSV_THEME, &id, error))
    return FALSE;
  self->result->n_contributions++;
  return TRUE;
}

static gboolean
import_row (Import *self, const EarCsvRow *row, GError **error)
{
  g_autoptr (EarRecord) record = NULL;
  gboolean here;

  self->result->n_rows++;
  if (!is_wanted (self, row))
    return TRUE;
  if (*cell (self, row, EAR_CSV_TEXT) == '\0' && *cell (self, row, EAR_CSV_ORIGINAL) == '\0')
    {
      ear_csv_fail (error, self->table->name, row->line, _ ("Nothing was said here: “text” is empty."));
      return FALSE;
    }
  record = contribution_new (self, row);
  if (!ear_csv_is_here (self->store, EAR_KIND_CONTRIBUTION, &record->id, &here, error))
    return FALSE;
  if (!here)
    return add_contribution (self, row, record, error);
  self->result->n_known++;
  return TRUE;
}

/* What the model says of a value does not know where the value came from. */
static void
place_error (Import *self, const EarCsvRow *row, GError **error)
{
  if (error != NULL && *error != NULL && (*error)->domain != EAR_EXCHANGE_ERROR && (*error)->domain != G_IO_ERROR)
    g_prefix_error (error, _ ("“%s”, line %u: "), self->table->name, row->line);
}

static gboolean
import_rows (Import *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 1; i < self->table->rows->len; i++)
    {
      const EarCsvRow *row = self->table->rows->pdata[i];

      if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped. Nothing was changed."));
          return FALSE;
        }
      if (!import_row (self, row, error))
        {
          place_error (self, row, error);
          return FALSE;
        }
    }
  return TRUE;
}

static GStrv
take_names (EarCsvNames *names)
{
  g_ptr_array_add (names->made, NULL);
  g_ptr_array_set_free_func (names->made, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names->made), FALSE);
}

/* Whose rows these are: the organisation's that is named, else that of this laptop. */
static gboolean
find_organisation (Import *self, GError **error)
{
  g_autoptr (EarRecord) own = NULL;

  self->whose = g_strdup (self->options->organisation == NULL ? "" : self->options->organisation);
  if (self->options->organisation != NULL)
    return ear_csv_names_need (&self->organisations, self->whose, &self->organisation, error);
  if (!ear_store_own_organisation (self->store, &self->organisation, error))
    return FALSE;
  if (ear_id_is_none (&self->organisation))
    return TRUE;
  own = ear_store_get (self->store, EAR_KIND_ORGANISATION, &self->organisation, error);
  if (own != NULL && ear_record_get (own, EAR_ORGANISATION_NAME) != NULL)
    g_set_str (&self->whose, ear_record_get (own, EAR_ORGANISATION_NAME));
  return own != NULL;
}

static gboolean
import (Import *self, GCancellable *cancellable, GError **error)
{
  EarStore *store = self->store;

  if (!ear_csv_map_columns (self->table, self->options->map, self->columns, error)
      || !ear_csv_names_load (&self->organisations, store, EAR_KIND_ORGANISATION, error)
      || !ear_csv_names_load (&self->places, store, EAR_KIND_PLACE, error)
      || !ear_csv_names_load (&self->groups, store, EAR_KIND_GROUP, error)
      || !ear_csv_names_load (&self->themes, store, EAR_KIND_THEME, error))
    return FALSE;
  self->title = g_str_has_suffix (self->table->name, ".csv") ? g_strndup (self->table->name, strlen (self->table->name) - strlen (".csv"))
                                                             : g_strdup (self->table->name);
  if (!find_organisation (self, error) || !import_rows (self, cancellable, error))
    return FALSE;
  self->result->new_groups = take_names (&self->groups);
  self->result->new_places = take_names (&self->places);
  self->result->was_windows_1252 = self->table->was_windows_1252;
  return TRUE;
}

/**
 * ear_csv_import:
 * @path: a spreadsheet saved as CSV, its first row the names of its columns
 * @options: which column is which, and whose the rows are
 * @result: (out caller-allocates): what it did; free with ear_csv_result_clear()
 *
 * Adds a contribution for each row, and the sessions, groups, places and participants that the rows name, in one
 * transaction or not at all. Importing a file again adds only rows whose ref or words are new. The store's thread.
 */
gboolean
ear_csv_import (EarStore *store, const char *path, const EarCsvOptions *options, EarCsvResult *result,
                GCancellable *cancellable,
                GError **error)
{
  g_auto (Import) self = { .store = store, .options = options, .result = result };

  *result = (EarCsvResult) { 0 };
  self.sessions = g_hash_table_new_full (ear_id_hash, ear_id_equal, NULL, g_free);
  self.table = ear_csv_table_read (path, error);
  if (self.table == NULL || !ear_store_begin (store, error))
    return FALSE;
  if (import (&self, cancellable, error))
    {
      if (ear_store_commit (store, error))
        return TRUE;
    }
  else
    ear_store_rollback (store);
  ear_csv_result_clear (result);
  return FALSE;
}
