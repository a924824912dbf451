/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-withdraw.h"

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
  g_clear_pointer (&preview->sessions, g_ptr_array_unref);
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
  return count (store, voices, id, preview, error) && list_sessions (store, voices, id, preview, error);
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
