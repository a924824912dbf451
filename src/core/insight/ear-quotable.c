/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-quotable.h"

#include "ear-terms.h"

struct _EarQuotable
{
  EarCube *cube;
  GArray *sessions; /* Span, in the order of their times */
  GArray *voices;   /* guint32: numbers among the columns, session by session */
};

/* A session's voices. */
typedef struct
{
  guint32 session, first, end;
} Span;

static const EarOccasion *
occasion_of (const EarVoiceColumns *columns, guint32 voice)
{
  return &g_array_index (columns->occasion, EarOccasion, columns->occasions[voice]);
}

/* How many of each session's voices pass, by row of the session. */
static GArray *
count_sessions (const EarVoiceColumns *columns, const guint8 *mask)
{
  GArray *n = g_array_new (FALSE, TRUE, sizeof (guint32));

  g_array_set_size (n, 1);
  for (guint i = 0; i < columns->n_voices; i++)
    {
      guint32 session = occasion_of (columns, i)->session;

      if (!mask[i])
        continue;
      if (session >= n->len)
        g_array_set_size (n, session + 1);
      g_array_index (n, guint32, session)++;
    }
  return n;
}

/* As lists of voices are put in order (ear-voice-list.c): by time, those without one last, and of equals by id. What was said in no session
 * comes before sessions without a time. */
static gboolean
order_sessions (EarQuotable *quotable, const GArray *counts, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (ear_cube_store (quotable->cube),
                       "SELECT n FROM (SELECT n, started, id FROM sessions UNION ALL SELECT 0, NULL, NULL) ORDER BY started IS NULL, started, id",
                       error);
  EarStep step = EAR_STEP_FAILED;
  guint32 at = 0;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 row = ear_statement_get_integer (each, 0);
      guint32 n = row < counts->len ? g_array_index (counts, guint32, row) : 0;
      Span span = { (guint32) row, at, at };

      if (n == 0)
        continue;
      g_array_append_val (quotable->sessions, span);
      at += n;
    }
  g_array_set_size (quotable->voices, at);
  return step == EAR_STEP_DONE;
}

static void
place_voices (EarQuotable *quotable, const GArray *counts, const guint8 *mask)
{
  const EarVoiceColumns *columns = ear_cube_columns (quotable->cube);
  g_autofree guint32 *span_of = g_new0 (guint32, counts->len);

  for (guint i = 0; i < quotable->sessions->len; i++)
    span_of[g_array_index (quotable->sessions, Span, i).session] = i + 1;
  for (guint32 i = 0; i < columns->n_voices; i++)
    {
      guint32 found = mask[i] ? span_of[occasion_of (columns, i)->session] : 0;

      if (found > 0)
        g_array_index (quotable->voices, guint32, g_array_index (quotable->sessions, Span, found - 1).end++) = i;
    }
}

/**
 * ear_quotable_new:
 * @cube: used as long as this is
 * @within: (nullable): only voices of its group and place
 *
 * Returns: (transfer full) (nullable): the voices that may be quoted.
 */
EarQuotable *
ear_quotable_new (EarCube *cube, const EarVoiceFilter *within, GError **error)
{
  const EarVoiceFilter filter = { .permission = EAR_PERMISSION_QUOTE,
                                  .group = within == NULL ? NULL : within->group,
                                  .place = within == NULL ? NULL : within->place };
  const EarVoiceColumns *columns = ear_cube_columns (cube);
  g_autofree guint8 *mask = ear_filter_mask (ear_cube_store (cube), columns, &filter, error);
  g_autoptr (EarQuotable) quotable = g_new0 (EarQuotable, 1);
  g_autoptr (GArray) counts = mask == NULL ? NULL : count_sessions (columns, mask);

  quotable->cube = cube;
  quotable->sessions = g_array_new (FALSE, FALSE, sizeof (Span));
  quotable->voices = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (counts == NULL || !order_sessions (quotable, counts, error))
    return NULL;
  place_voices (quotable, counts, mask);
  return g_steal_pointer (&quotable);
}

void
ear_quotable_free (EarQuotable *quotable)
{
  if (quotable == NULL)
    return;
  g_clear_pointer (&quotable->sessions, g_array_unref);
  g_clear_pointer (&quotable->voices, g_array_unref);
  g_free (quotable);
}

static void
append_voice (const EarQuotable *quotable, GArray *list, guint32 voice)
{
  const EarVoiceColumns *columns = ear_cube_columns (quotable->cube);
  const EarOccasion *occasion = occasion_of (columns, voice);
  EarQuotableVoice one = { columns->rows[voice], occasion->session, occasion->feeling, columns->groups[voice] };

  g_array_append_val (list, one);
}

/* Of several of one session, in the order in which they were said. @passing: row of a contribution → number among the columns + 1 */
static gboolean
append_ordered (const EarQuotable *quotable, guint32 session, GHashTable *passing, GArray *list, guint most, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (ear_cube_store (quotable->cube),
                                                   "SELECT n FROM contributions WHERE session IS ?1 ORDER BY position IS NULL, position, id", error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL && session != 0)
    ear_statement_bind_integer (each, 1, session);
  while (each != NULL && list->len < most && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gpointer found = g_hash_table_lookup (passing, GSIZE_TO_POINTER ((gsize) ear_statement_get_integer (each, 0)));

      if (found != NULL)
        append_voice (quotable, list, GPOINTER_TO_UINT (found) - 1);
    }
  return step != EAR_STEP_FAILED;
}

static gboolean
append_session (const EarQuotable *quotable, const Span *span, const guint8 *themes, GArray *list, guint most, GError **error)
{
  const EarVoiceColumns *columns = ear_cube_columns (quotable->cube);
  g_autoptr (GHashTable) passing = NULL;
  guint32 last = 0;
  guint n = 0;

  for (guint32 i = span->first; i < span->end; i++)
    {
      guint32 voice = g_array_index (quotable->voices, guint32, i);

      if (!themes[columns->themes[voice]])
        continue;
      if (n++ > 0 && passing == NULL)
        {
          passing = g_hash_table_new (NULL, NULL);
          g_hash_table_insert (passing, GSIZE_TO_POINTER ((gsize) columns->rows[last]), GUINT_TO_POINTER (last + 1));
        }
      if (passing != NULL)
        g_hash_table_insert (passing, GSIZE_TO_POINTER ((gsize) columns->rows[voice]), GUINT_TO_POINTER (voice + 1));
      last = voice;
    }
  if (n == 1)
    append_voice (quotable, list, last);
  return n < 2 || append_ordered (quotable, span->session, passing, list, most, error);
}

/**
 * ear_quotable_list:
 * @heading: its theme or priority is that of the voices; nothing else of it is looked at
 * @most: so many at most
 *
 * Returns: (transfer full) (element-type EarQuotableVoice) (nullable): what ear_voice_list() would give, oldest first, without
 *   the words.
 */
GArray *
ear_quotable_list (EarQuotable *quotable, const EarVoiceFilter *heading, guint most, GError **error)
{
  g_autofree guint8 *themes = ear_filter_judge_themes (ear_cube_store (quotable->cube), ear_cube_columns (quotable->cube), heading, error);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (EarQuotableVoice));

  if (themes == NULL)
    return NULL;
  for (guint i = 0; list->len < most && i < quotable->sessions->len; i++)
    {
      if (!append_session (quotable, &g_array_index (quotable->sessions, Span, i), themes, list, most, error))
        return NULL;
    }
  return g_steal_pointer (&list);
}
