/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action, with its history and whom it answers. Words are given only where they may be told in some way: those that may
 * only be counted are counted. */
#include "ear-action-list.h"

#include "ear-terms.h"

static const char steps_sql[]
  = "SELECT s.id, s.status, s.happened, o.name, s.answer, s.translated, s.translated_language, s.evidence, s.n = w.step "
    "FROM action_steps s JOIN action_now w ON w.\"action\" = s.\"action\" "
    "LEFT JOIN organisations o ON o.n = s.organisation AND o.state = 0 "
    "WHERE s.state = 0 AND s.\"action\" = ?1 ORDER BY s.happened DESC, s.id DESC";

static const char tellings_sql[]
  = "SELECT t.id, g.id, g.name, t.told_on, t.told_how FROM action_tellings t JOIN groups g ON g.n = t.\"group\" AND g.state = 0 "
    "WHERE t.state = 0 AND t.\"action\" = ?1 ORDER BY t.told_on DESC, t.id DESC";

/* Each voice once, by the nearest way: its number, then the name of the theme or priority, of several the first in the order
 * of the alphabet. */
static const char voices_sql[]
  = "WITH ways (contribution, way) AS (SELECT x.contribution, '0' FROM action_voices x "
    "WHERE x.\"action\" = ?1 AND x.through = 'voice' "
    "UNION ALL SELECT x.contribution, '1' || t.name FROM action_voices x JOIN themes t ON t.n = x.what "
    "WHERE x.\"action\" = ?1 AND x.through = 'theme' "
    "UNION ALL SELECT x.contribution, '2' || p.label FROM action_voices x JOIN priorities p ON p.n = x.what "
    "WHERE x.\"action\" = ?1 AND x.through = 'priority'), "
    "nearest AS MATERIALIZED (SELECT contribution, min (way) AS way FROM ways GROUP BY contribution) "
    "SELECT v.id, v.text, v.language, v.permission, v.ref, v.happened, s.title, substr (x.way, 1, 1) + 0, substr (x.way, 2), v.n "
    "FROM nearest x JOIN voices v ON v.n = x.contribution LEFT JOIN sessions s ON s.n = v.session "
    "ORDER BY substr (x.way, 1, 1), v.happened DESC, v.id LIMIT ?2";

static const char count_sql[]
  = "SELECT count (DISTINCT v.n) FROM action_voices x JOIN voices v ON v.n = x.contribution WHERE x.\"action\" = ?1";

static const char groups_sql[]
  = "SELECT group_concat (name, '; ') FROM (SELECT DISTINCT g.name FROM voice_groups h "
    "JOIN groups g ON g.n = h.\"group\" AND g.state = 0 WHERE h.contribution = ?1 ORDER BY g.name COLLATE NOCASE)";

static void
step_free (gpointer data)
{
  EarActionStep *step = data;

  g_free (step->status);
  g_free (step->happened);
  g_free (step->organisation);
  g_free (step->answer);
  g_free (step->translated);
  g_free (step->translated_language);
  g_free (step->evidence);
  g_free (step);
}

static void
telling_free (gpointer data)
{
  EarActionTelling *telling = data;

  g_free (telling->group);
  g_free (telling->told_on);
  g_free (telling->told_how);
  g_free (telling);
}

static void
voice_free (gpointer data)
{
  EarTrailVoice *voice = data;

  g_free (voice->text);
  g_free (voice->language);
  g_free (voice->permission);
  g_free (voice->ref);
  g_free (voice->groups);
  g_free (voice->happened);
  g_free (voice->session_title);
  g_free (voice->through);
  g_free (voice->through_name);
  g_free (voice);
}

void
ear_action_trail_free (EarActionTrail *trail)
{
  if (trail == NULL)
    return;
  g_ptr_array_unref (trail->steps);
  g_ptr_array_unref (trail->tellings);
  g_ptr_array_unref (trail->voices);
  g_free (trail);
}

static gboolean
read_steps (EarStore *store, gint64 n, EarActionTrail *trail, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, steps_sql, error);
  EarStep result = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, n);
  while (each != NULL && (result = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarActionStep *step = g_new0 (EarActionStep, 1);

      ear_statement_get_id (each, 0, &step->id);
      step->status = g_strdup (ear_statement_get_text (each, 1));
      step->happened = g_strdup (ear_statement_get_text (each, 2));
      step->organisation = g_strdup (ear_statement_get_text (each, 3));
      step->answer = g_strdup (ear_statement_get_text (each, 4));
      step->translated = g_strdup (ear_statement_get_text (each, 5));
      step->translated_language = g_strdup (ear_statement_get_text (each, 6));
      step->evidence = g_strdup (ear_statement_get_text (each, 7));
      step->is_current = ear_statement_get_integer (each, 8) != 0;
      g_ptr_array_add (trail->steps, step);
    }
  return result == EAR_STEP_DONE;
}

static gboolean
read_tellings (EarStore *store, gint64 n, GPtrArray *tellings, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, tellings_sql, error);
  EarStep result = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, n);
  while (each != NULL && (result = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarActionTelling *telling = g_new0 (EarActionTelling, 1);

      ear_statement_get_id (each, 0, &telling->id);
      ear_statement_get_id (each, 1, &telling->group_id);
      telling->group = g_strdup (ear_statement_get_text (each, 2));
      telling->told_on = g_strdup (ear_statement_get_text (each, 3));
      telling->told_how = g_strdup (ear_statement_get_text (each, 4));
      g_ptr_array_add (tellings, telling);
    }
  return result == EAR_STEP_DONE;
}

static gboolean
may_be_told (const char *permission)
{
  return g_strcmp0 (permission, EAR_PERMISSION_QUOTE) == 0 || g_strcmp0 (permission, EAR_PERMISSION_PARAPHRASE) == 0;
}

static gboolean
read_groups (EarStore *store, gint64 n, EarTrailVoice *voice, GError **error)
{
  g_autoptr (EarStatement) one = ear_store_query (store, groups_sql, error);

  if (one == NULL)
    return FALSE;
  ear_statement_bind_integer (one, 1, n);
  if (ear_statement_step (one, error) != EAR_STEP_ROW)
    return FALSE;
  voice->groups = g_strdup (ear_statement_get_text (one, 0));
  return TRUE;
}

static gboolean
read_voices (EarStore *store, gint64 n, guint limit, EarActionTrail *trail, GError **error)
{
  static const char *const ways[] = { EAR_THROUGH_VOICE, EAR_THROUGH_THEME, EAR_THROUGH_PRIORITY };
  g_autoptr (EarStatement) each = ear_store_query (store, voices_sql, error);
  EarStep result = EAR_STEP_FAILED;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_integer (each, 1, n);
  ear_statement_bind_integer (each, 2, limit == 0 ? -1 : (gint64) limit);
  while ((result = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarTrailVoice *voice = g_new0 (EarTrailVoice, 1);

      g_ptr_array_add (trail->voices, voice);
      ear_statement_get_id (each, 0, &voice->id);
      voice->permission = g_strdup (ear_statement_get_text (each, 3));
      voice->text = may_be_told (voice->permission) ? g_strdup (ear_statement_get_text (each, 1)) : NULL;
      voice->language = g_strdup (ear_statement_get_text (each, 2));
      voice->ref = g_strdup (ear_statement_get_text (each, 4));
      voice->happened = g_strdup (ear_statement_get_text (each, 5));
      voice->session_title = g_strdup (ear_statement_get_text (each, 6));
      voice->through = g_strdup (ways[CLAMP (ear_statement_get_integer (each, 7), 0, 2)]);
      voice->through_name = g_str_equal (voice->through, EAR_THROUGH_VOICE) ? NULL : g_strdup (ear_statement_get_text (each, 8));
      if (!read_groups (store, ear_statement_get_integer (each, 9), voice, error))
        return FALSE;
    }
  return result == EAR_STEP_DONE;
}

static gboolean
count_voices (EarStore *store, gint64 n, EarActionTrail *trail, GError **error)
{
  g_autoptr (EarStatement) one = ear_store_query (store, count_sql, error);

  if (one == NULL)
    return FALSE;
  ear_statement_bind_integer (one, 1, n);
  if (ear_statement_step (one, error) != EAR_STEP_ROW)
    return FALSE;
  trail->n_voices = (guint) ear_statement_get_integer (one, 0);
  return TRUE;
}

/* Of a link to an erased voice only its id is left, which follows from the two that it linked. So it can be said that there
 * was such a voice, and nothing about it. */
static gboolean
count_withdrawn (EarStore *store, const EarId *action, EarActionTrail *trail, GError **error)
{
  const char *kind = ear_kind_info (EAR_KIND_ACTION_CONTRIBUTION)->name;
  g_autoptr (EarStatement) each = ear_store_query (store, "SELECT id FROM contributions WHERE state = 2", error);
  g_autoptr (EarStatement) link
    = each == NULL ? NULL : ear_store_query (store, "SELECT 1 FROM action_contributions WHERE id = ?1 AND state = 2", error);
  EarStep result = EAR_STEP_FAILED;

  while (link != NULL && (result = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarStep found;
      EarId voice, id;

      ear_statement_get_id (each, 0, &voice);
      id = ear_id_derive_link (kind, action, &voice);
      ear_statement_reset (link);
      ear_statement_bind_id (link, 1, &id);
      found = ear_statement_step (link, error);
      if (found == EAR_STEP_FAILED)
        return FALSE;
      trail->n_withdrawn += found == EAR_STEP_ROW;
    }
  return result == EAR_STEP_DONE;
}

/**
 * ear_action_tellings:
 *
 * Returns: (transfer full) (element-type EarActionTelling) (nullable): who was told of an action; what ear_action_trail() says of
 *   that, without looking for the voices that it answers, which may be many.
 */
GPtrArray *
ear_action_tellings (EarStore *store, const EarId *action, GError **error)
{
  g_autoptr (GPtrArray) tellings = g_ptr_array_new_with_free_func (telling_free);
  gint64 n = ear_store_find_row (store, EAR_KIND_ACTION, action, error);

  return n < 0 || (n > 0 && !read_tellings (store, n, tellings, error)) ? NULL : g_steal_pointer (&tellings);
}

/**
 * ear_action_trail:
 * @limit: how many voices to list at most; 0 for all
 *
 * Returns: (transfer full) (nullable): how an action came about and how it went; empty for one that is not here.
 */
EarActionTrail *
ear_action_trail (EarStore *store, const EarId *action, guint limit, GError **error)
{
  g_autoptr (EarActionTrail) trail = g_new0 (EarActionTrail, 1);
  gint64 n = ear_store_find_row (store, EAR_KIND_ACTION, action, error);

  trail->steps = g_ptr_array_new_with_free_func (step_free);
  trail->tellings = g_ptr_array_new_with_free_func (telling_free);
  trail->voices = g_ptr_array_new_with_free_func (voice_free);
  if (n < 0)
    return NULL;
  if (n > 0
      && (!read_steps (store, n, trail, error) || !read_tellings (store, n, trail->tellings, error)
          || !read_voices (store, n, limit, trail, error) || !count_voices (store, n, trail, error)
          || !count_withdrawn (store, action, trail, error)))
    return NULL;
  return g_steal_pointer (&trail);
}
