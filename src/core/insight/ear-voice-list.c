/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voices that pass a filter, a page at a time. The page is chosen first from the columns that choose it; only then are
 * the words of its voices read, and the names of their groups and themes, voice by voice. */
#include "ear-voice-filter.h"

/* Times first, then ids: a row's number would put the same workbook in another order on another laptop. */
static const char newest_first[]
  = "o.started IS NULL, o.started DESC, o.id, v.position IS NULL, v.position, v.id";
static const char oldest_first[]
  = "o.started IS NULL, o.started, o.id, v.position IS NULL, v.position, v.id";

/* Names of what a voice is linked to, each once, in the order of the alphabet. @sql takes the voice's row. */
static gboolean
read_names (EarStore *store, const char *sql, gint64 voice, char **names, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GString) list = g_string_new (NULL);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, voice);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!ear_statement_is_null (each, 0))
        g_string_append_printf (list, "%s%s", list->len == 0 ? "" : "; ", ear_statement_get_text (each, 0));
    }
  *names = list->len == 0 ? NULL : g_string_free (g_steal_pointer (&list), FALSE);
  return step == EAR_STEP_DONE;
}

static EarVoice *
read_voice (EarStatement *each)
{
  EarVoice *voice = g_new0 (EarVoice, 1);

  ear_statement_get_id (each, 1, &voice->id);
  ear_statement_get_id (each, 2, &voice->session);
  voice->text = g_strdup (ear_statement_get_text (each, 3));
  voice->language = g_strdup (ear_statement_get_text (each, 4));
  voice->original = g_strdup (ear_statement_get_text (each, 5));
  voice->original_language = g_strdup (ear_statement_get_text (each, 6));
  voice->feeling = g_strdup (ear_statement_get_text (each, 7));
  voice->permission = g_strdup (ear_statement_get_text (each, 8));
  voice->verbatim = ear_statement_get_integer (each, 9) != 0;
  voice->speaker = g_strdup (ear_statement_get_text (each, 10));
  voice->place = g_strdup (ear_statement_get_text (each, 11));
  voice->happened = g_strdup (ear_statement_get_text (each, 12));
  voice->session_title = g_strdup (ear_statement_get_text (each, 13));
  voice->ref = g_strdup (ear_statement_get_text (each, 14));
  voice->organisation = g_strdup (ear_statement_get_text (each, 15));
  voice->safeguarding = ear_statement_get_integer (each, 16) != 0;
  voice->is_disputed = ear_statement_get_integer (each, 17) != 0;
  voice->translator = g_strdup (ear_statement_get_text (each, 18));
  return voice;
}

static gboolean
read_links (EarStore *store, gint64 row, EarVoice *voice, GError **error)
{
  return read_names (store,
                     "SELECT DISTINCT g.name FROM voice_groups v JOIN groups g ON g.n = v.\"group\" AND g.state = 0 "
                     "WHERE v.contribution = ?1 ORDER BY g.name COLLATE NOCASE, g.name",
                     row, &voice->groups, error)
         && read_names (store,
                        "SELECT DISTINCT t.name FROM voice_themes v JOIN themes t ON t.n = v.theme AND t.state = 0 "
                        "WHERE v.contribution = ?1 ORDER BY t.name COLLATE NOCASE, t.name",
                        row, &voice->themes, error);
}

#define VOICE_COLUMNS                                                                                                   \
  "SELECT v.n, v.id, o.id, v.text, v.language, v.original, v.original_language, v.feeling, v.permission, v.verbatim, "  \
  "p.label, l.name, v.happened, o.title, v.ref, w.name, v.safeguarding, v.permission <> v.shown_permission, v.translator "
#define VOICE_JOINS                                                                                                     \
  " LEFT JOIN sessions o ON o.n = v.session LEFT JOIN participants p ON p.n = v.participant AND p.state = 0 "            \
  "LEFT JOIN places l ON l.n = v.place AND l.state = 0 LEFT JOIN organisations w ON w.n = v.organisation AND w.state = 0"

static EarStatement *
query_page (EarStore *store, const EarFilterSql *choice, guint offset, guint limit, GError **error)
{
  const char *order = choice->filter->oldest_first ? oldest_first : newest_first;
  g_autoptr (GString) sql = g_string_new ("WITH page (n) AS MATERIALIZED ("
                                          "SELECT v.n FROM voices v LEFT JOIN sessions o ON o.n = v.session");
  EarStatement *each;

  ear_filter_sql_append (choice, sql);
  g_string_append_printf (sql,
                          " ORDER BY %s LIMIT ?%d OFFSET ?%d) " VOICE_COLUMNS
                          "FROM page CROSS JOIN voices v ON v.n = page.n" VOICE_JOINS " ORDER BY %s",
                          order, EAR_FILTER_LIMIT, EAR_FILTER_OFFSET, order);
  each = ear_store_query (store, sql->str, error);
  if (each == NULL)
    return NULL;
  ear_filter_sql_bind (choice, each);
  ear_statement_bind_integer (each, EAR_FILTER_LIMIT, limit == 0 ? -1 : (gint64) limit);
  ear_statement_bind_integer (each, EAR_FILTER_OFFSET, offset);
  return each;
}

static gboolean
read_all (EarStore *store, EarStatement *each, GPtrArray *voices, GError **error)
{
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarVoice *voice = read_voice (each);

      g_ptr_array_add (voices, voice);
      if (!read_links (store, ear_statement_get_integer (each, 0), voice, error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_voice_list:
 * @filter: (nullable): %NULL for all
 * @offset: how many to leave out first
 * @limit: how many at most; 0 for all
 *
 * Text in @filter->search that holds no letter and no digit is as good as none. What takes pages of many voices asks
 * ear_voice_rows_find() instead: here each page is searched for and put in order anew.
 *
 * Returns: (transfer full) (element-type EarVoice) (nullable): the voices. The store's thread.
 */
GPtrArray *
ear_voice_list (EarStore *store, const EarVoiceFilter *filter, guint offset, guint limit, GError **error)
{
  g_auto (EarFilterSql) choice = { 0 };
  g_autoptr (EarStatement) each = NULL;
  g_autoptr (GPtrArray) voices = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_voice_free);

  ear_filter_sql_init (&choice, filter);
  if (choice.filter->sort != EAR_VOICE_SORT_TIME)
    {
      g_autoptr (EarVoiceRows) rows = ear_voice_rows_find (store, filter, error);

      return rows == NULL ? NULL : ear_voice_rows_read (store, rows, offset, limit == 0 ? G_MAXUINT : limit, error);
    }
  each = query_page (store, &choice, offset, limit, error);
  return read_all (store, each, voices, error) ? g_steal_pointer (&voices) : NULL;
}

/**
 * ear_voice_list_rows:
 *
 * Returns: (transfer full) (element-type EarVoice) (nullable): the voices. The store's thread.
 */
GPtrArray *
ear_voice_list_rows (EarStore *store, const guint32 *rows, guint n_rows, GError **error)
{
  g_autoptr (GPtrArray) voices = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_voice_free);
  g_autoptr (EarStatement) each = ear_store_query (store, VOICE_COLUMNS "FROM voices v" VOICE_JOINS " WHERE v.n = ?1", error);

  for (guint i = 0; each != NULL && i < n_rows; i++)
    {
      ear_statement_reset (each);
      ear_statement_bind_integer (each, 1, rows[i]);
      if (!read_all (store, each, voices, error))
        return NULL;
    }
  return each == NULL ? NULL : g_steal_pointer (&voices);
}

/**
 * ear_voice_count:
 *
 * Returns: how many voices pass the filter, -1 with @error set. The store's thread.
 */
gint64
ear_voice_count (EarStore *store, const EarVoiceFilter *filter, GError **error)
{
  g_auto (EarFilterSql) choice = { 0 };
  g_autoptr (GString) sql = g_string_new ("SELECT count (*) FROM voices v");
  g_autoptr (EarStatement) each = NULL;

  ear_filter_sql_init (&choice, filter);
  ear_filter_sql_append (&choice, sql);
  each = ear_store_query (store, sql->str, error);
  if (each == NULL)
    return -1;
  ear_filter_sql_bind (&choice, each);
  return ear_statement_step (each, error) == EAR_STEP_ROW ? ear_statement_get_integer (each, 0) : -1;
}

void
ear_voice_free (EarVoice *voice)
{
  if (voice == NULL)
    return;
  g_free (voice->text);
  g_free (voice->language);
  g_free (voice->original);
  g_free (voice->original_language);
  g_free (voice->translator);
  g_free (voice->feeling);
  g_free (voice->permission);
  g_free (voice->speaker);
  g_free (voice->groups);
  g_free (voice->themes);
  g_free (voice->place);
  g_free (voice->happened);
  g_free (voice->session_title);
  g_free (voice->ref);
  g_free (voice->organisation);
  g_free (voice);
}
