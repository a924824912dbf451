/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-withdraw.h"

#include <string.h>

#include "ear-theme-finder.h"

void
ear_withdraw_found_free (EarWithdrawFound *found)
{
  if (found == NULL)
    return;
  g_free (found->label);
  g_free (found->code_word);
  g_free (found->session);
  g_free (found);
}

void
ear_withdraw_preview_clear (EarWithdrawPreview *preview)
{
  g_clear_pointer (&preview->who, ear_withdraw_found_free);
  g_clear_pointer (&preview->voices, g_ptr_array_unref);
  g_clear_pointer (&preview->sent, g_ptr_array_unref);
  g_clear_pointer (&preview->sessions, g_ptr_array_unref);
}

/* Whose words they are is nobody's business once they are gone. */
static void
voice_free (gpointer data)
{
  EarWithdrawVoice *voice = data;

  if (voice->words != NULL)
    explicit_bzero (voice->words, strlen (voice->words));
  g_free (voice->words);
  g_free (voice->session);
  g_free (voice);
}

static void
sent_free (gpointer data)
{
  EarWithdrawSent *sent = data;

  g_free (sent->name);
  g_free (sent->day);
  g_free (sent);
}

/* Words are compared as people say them: whatever the case. */
static gboolean
is_same (const char *wanted, const char *found)
{
  g_autofree char *one = wanted == NULL || found == NULL ? NULL : ear_name_key (wanted);
  g_autofree char *other = one == NULL ? NULL : ear_name_key (found);

  return wanted == NULL || (one != NULL && g_str_equal (one, other));
}

static EarWithdrawFound *
take_found (EarStatement *row)
{
  EarWithdrawFound *found = g_new0 (EarWithdrawFound, 1);

  ear_statement_get_id (row, 0, &found->id);
  found->label = g_strdup (ear_statement_get_text (row, 1));
  found->code_word = g_strdup (ear_statement_get_text (row, 2));
  found->session = g_strdup (ear_statement_get_text (row, 3));
  found->n_voices = (guint) ear_statement_get_integer (row, 4);
  return found;
}

/**
 * ear_withdraw_find:
 * @code_word: (nullable): the code word they were given
 * @label: (nullable): such as P1
 * @session: (nullable): only those of this conversation
 *
 * Deleted participants are found, too: their words are still in the workbook.
 *
 * Returns: (transfer full) (element-type EarWithdrawFound) (nullable): who may be meant.
 */
GPtrArray *
ear_withdraw_find (EarStore *store, const char *code_word, const char *label, const EarId *session, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_withdraw_found_free);
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT p.id, p.label, p.code_word, s.title, "
                       "(SELECT count (*) FROM contributions c WHERE c.participant = p.n AND c.state IN (0, 1)) "
                       "FROM participants p LEFT JOIN sessions s ON s.n = p.session "
                       "WHERE p.state IN (0, 1) AND (?1 IS NULL OR s.id = ?1) ORDER BY s.started DESC, p.label, p.id",
                       error);
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL)
    return NULL;
  if (session != NULL)
    ear_statement_bind_id (each, 1, session);
  else
    ear_statement_bind_null (each, 1);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      g_autoptr (EarWithdrawFound) found = take_found (each);

      if (is_same (code_word, found->code_word) && is_same (label, found->label))
        g_ptr_array_add (all, g_steal_pointer (&found));
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

/* The voices that go with a participant, or the one. */
#define VOICES_OF_PARTICIPANT                                                                                          \
  "SELECT c.n, c.session, 0 AS moved FROM contributions c JOIN participants p ON p.n = c.participant "                 \
  "WHERE p.id = ?1 AND c.state IN (0, 1) UNION "                                                                       \
  "SELECT c.n, c.session, 1 FROM owners_beside b JOIN contributions c ON c.n = b.n "                                   \
  "WHERE b.record_table = 'contributions' AND b.owner = ?1 AND c.state IN (0, 1)"
#define THE_VOICE "SELECT c.n, c.session, 0 AS moved FROM contributions c WHERE c.id = ?1 AND c.state IN (0, 1)"

static gboolean
count (EarStore *store, const char *voices, const EarId *id, EarWithdrawPreview *preview, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("WITH gone AS MATERIALIZED (%s) SELECT (SELECT count (*) FROM gone), (SELECT total (moved) FROM gone), "
                       "(SELECT count (*) FROM codings k JOIN gone g ON g.n = k.contribution WHERE k.state IN (0, 1)), "
                       "(SELECT count (DISTINCT a.\"action\") FROM action_contributions a JOIN gone g ON g.n = a.contribution "
                       "WHERE a.state = 0)",
                       voices);
  g_autoptr (EarStatement) counts = ear_store_query (store, sql, error);

  if (counts == NULL)
    return FALSE;
  ear_statement_bind_id (counts, 1, id);
  if (ear_statement_step (counts, error) != EAR_STEP_ROW)
    return FALSE;
  preview->n_voices = (guint) ear_statement_get_integer (counts, 0);
  preview->n_moved = (guint) ear_statement_get_integer (counts, 1);
  preview->n_codings = (guint) ear_statement_get_integer (counts, 2);
  preview->n_actions = (guint) ear_statement_get_integer (counts, 3);
  return TRUE;
}

static gboolean
list_sessions (EarStore *store, const char *voices, const EarId *id, EarWithdrawPreview *preview, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT coalesce (s.title, s.started, '?') FROM (%s) g "
                                          "JOIN sessions s ON s.n = g.session ORDER BY s.started DESC, 1",
                                          voices);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step = EAR_STEP_FAILED;

  preview->sessions = g_ptr_array_new_with_free_func (g_free);
  if (each == NULL)
    return FALSE;
  ear_statement_bind_id (each, 1, id);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_ptr_array_add (preview->sessions, g_strdup (ear_statement_get_text (each, 0)));
  return step == EAR_STEP_DONE;
}

static char *
one_line (const char *text)
{
  g_autofree char *line = text == NULL ? NULL : g_strdelimit (g_strdup (text), "\n\t", ' ');

  if (line == NULL || g_utf8_strlen (line, -1) <= EAR_WITHDRAW_CHARACTERS)
    return g_steal_pointer (&line);
  *g_utf8_offset_to_pointer (line, EAR_WITHDRAW_CHARACTERS - 1) = '\0';
  return g_strconcat (line, "…", NULL);
}

static gboolean
list_voices (EarStore *store, const char *voices, const EarId *id, EarWithdrawPreview *preview, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT coalesce (c.text, c.original), s.title FROM (%s) g JOIN contributions c ON c.n = g.n "
                       "LEFT JOIN sessions s ON s.n = c.session "
                       "ORDER BY s.started DESC, s.id, c.position IS NULL, c.position, c.id LIMIT ?2",
                       voices);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step = EAR_STEP_FAILED;

  preview->voices = g_ptr_array_new_with_free_func (voice_free);
  if (each == NULL)
    return FALSE;
  ear_statement_bind_id (each, 1, id);
  ear_statement_bind_integer (each, 2, EAR_WITHDRAW_MAX_LISTED);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarWithdrawVoice *voice = g_new0 (EarWithdrawVoice, 1);

      voice->words = one_line (ear_statement_get_text (each, 0));
      voice->session = g_strdup (ear_statement_get_text (each, 1));
      g_ptr_array_add (preview->voices, voice);
    }
  return step == EAR_STEP_DONE;
}

/* Whoever was ever sent a file may have it: what of it travelled when is not kept voice by voice. */
static gboolean
list_sent (EarStore *store, EarWithdrawPreview *preview, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT d.name, substr (max (x.happened), 1, 10) FROM sent x LEFT JOIN devices d ON d.id = x.device "
                       "GROUP BY x.device ORDER BY max (x.happened) DESC, d.name",
                       error);
  EarStep step = EAR_STEP_FAILED;

  preview->sent = g_ptr_array_new_with_free_func (sent_free);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarWithdrawSent *sent = g_new0 (EarWithdrawSent, 1);

      sent->name = g_strdup (ear_statement_get_text (each, 0));
      sent->day = g_strdup (ear_statement_get_text (each, 1));
      g_ptr_array_add (preview->sent, sent);
    }
  return step == EAR_STEP_DONE;
}

static gboolean
find_who (EarStore *store, EarKind kind, const EarId *id, EarWithdrawPreview *preview, GError **error)
{
  const char *which = kind == EAR_KIND_PARTICIPANT
                        ? "p.id = ?1"
                        : "p.n = (SELECT participant FROM contributions WHERE id = ?1 AND state IN (0, 1))";
  g_autofree char *sql
    = g_strdup_printf ("SELECT p.id, p.label, p.code_word, s.title, "
                       "(SELECT count (*) FROM contributions c WHERE c.participant = p.n AND c.state IN (0, 1)) "
                       "FROM participants p LEFT JOIN sessions s ON s.n = p.session WHERE p.state IN (0, 1) AND %s",
                       which);
  g_autoptr (EarStatement) row = ear_store_query (store, sql, error);
  EarStep step;

  if (row == NULL)
    return FALSE;
  ear_statement_bind_id (row, 1, id);
  step = ear_statement_step (row, error);
  if (step == EAR_STEP_ROW)
    preview->who = take_found (row);
  return step != EAR_STEP_FAILED;
}

/**
 * ear_withdraw_preview:
 * @kind: %EAR_KIND_PARTICIPANT or %EAR_KIND_CONTRIBUTION
 * @preview: (out caller-allocates): what would be erased; free with ear_withdraw_preview_clear()
 */
gboolean
ear_withdraw_preview (EarStore *store, EarKind kind, const EarId *id, EarWithdrawPreview *preview, GError **error)
{
  const char *voices = kind == EAR_KIND_PARTICIPANT ? VOICES_OF_PARTICIPANT : THE_VOICE;

  *preview = (EarWithdrawPreview) { 0 };
  return count (store, voices, id, preview, error) && list_sessions (store, voices, id, preview, error)
         && list_voices (store, voices, id, preview, error) && find_who (store, kind, id, preview, error)
         && list_sent (store, preview, error);
}

/**
 * ear_withdraw_participant:
 *
 * Erases a participant with everything they said, all or nothing; see ear_store_erase().
 */
gboolean
ear_withdraw_participant (EarStore *store, const EarId *id, GError **error)
{
  return ear_store_erase (store, EAR_KIND_PARTICIPANT, id, error);
}

gboolean
ear_withdraw_voice (EarStore *store, const EarId *id, GError **error)
{
  return ear_store_erase (store, EAR_KIND_CONTRIBUTION, id, error);
}
