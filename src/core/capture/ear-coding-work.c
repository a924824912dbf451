/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-coding-work.h"

#include <glib/gi18n-lib.h>

#include "ear-change.h"
#include "ear-theme-finder.h"

/* Words longer than this are no name for a theme; the first of them are. */
#define MAX_IN_VIVO_POINTS 60

static gboolean
get_coder (EarStore *store, char **coder, GError **error)
{
  g_autoptr (GError) local = NULL;

  *coder = ear_own_coder (store, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The same theme on the same words by the same coder again says nothing new. */
static gboolean
is_coded (EarStore *store, const EarId *voice, const EarId *theme, const char *coder, const EarSpan *span, gboolean *coded,
          GError **error)
{
  g_autoptr (EarStatement) ask
    = ear_store_query (store,
                       "SELECT 1 FROM contributions c JOIN codings k ON k.contribution = c.n AND k.state = 0 "
                       "JOIN theme_now s ON s.theme = k.theme JOIN theme_now w ON w.now = s.now JOIN themes t ON t.n = w.theme "
                       "WHERE c.id = ?1 AND t.id = ?2 AND k.coder IS ?3 AND k.start IS ?4 AND k.\"end\" IS ?5",
                       error);
  EarStep step;

  if (ask == NULL)
    return FALSE;
  ear_statement_bind_id (ask, 1, voice);
  ear_statement_bind_id (ask, 2, theme);
  ear_statement_bind_text (ask, 3, coder);
  if (span == NULL)
    {
      ear_statement_bind_null (ask, 4);
      ear_statement_bind_null (ask, 5);
    }
  else
    {
      ear_statement_bind_integer (ask, 4, span->start);
      ear_statement_bind_integer (ask, 5, span->end);
    }
  step = ear_statement_step (ask, error);
  *coded = step == EAR_STEP_ROW;
  return step != EAR_STEP_FAILED;
}

static void
set_span (EarRecord *coding, const EarSpan *span, const char *text)
{
  g_autofree char *words = ear_span_words (span, text);

  ear_record_set_integer (coding, EAR_CODING_START, span->start);
  ear_record_set_integer (coding, EAR_CODING_END, span->end);
  ear_record_set (coding, EAR_CODING_QUOTE, words);
}

/* The span as it is kept. A selection in which there is nothing but blanks is refused. */
static gboolean
tidy_span (const EarRecord *voice, const EarSpan *span, EarSpan *tidy, GError **error)
{
  const char *text = ear_record_get (voice, EAR_CONTRIBUTION_TEXT);

  *tidy = text == NULL ? (EarSpan){ 0, 0 } : ear_span_tidy (span, text);
  if (tidy->start < tidy->end)
    return TRUE;
  g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NO_WORDS,
                       _ ("There are no words in what was selected. Nothing was coded. Select some, or give the whole voice the theme."));
  return FALSE;
}

static gboolean
add_one (EarStore *store, const EarId *id, const EarId *theme, const EarSpan *span, const char *coder, EarCodebookBefore *before,
         GError **error)
{
  g_autoptr (EarRecord) voice = ear_change_get_live (store, EAR_KIND_CONTRIBUTION, id, error);
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  gboolean coded;
  EarSpan tidy;

  if (voice == NULL || (span != NULL && !tidy_span (voice, span, &tidy, error))
      || !is_coded (store, id, theme, coder, span == NULL ? NULL : &tidy, &coded, error))
    return FALSE;
  if (coded)
    return TRUE;
  ear_change_remember (before, coding);
  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, id);
  ear_record_set_id (coding, EAR_CODING_THEME, theme);
  ear_record_set (coding, EAR_CODING_CODER, coder);
  if (span != NULL)
    set_span (coding, &tidy, ear_record_get (voice, EAR_CONTRIBUTION_TEXT));
  return ear_store_put (store, coding, error);
}

static gboolean
add_all (EarStore *store, const EarId *voices, guint n_voices, const EarId *theme, const EarSpan *span, EarCodebookBefore *before,
         GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_THEME, theme, error);
  g_autofree char *coder = NULL;
  gboolean done = record != NULL && get_coder (store, &coder, error);

  for (guint i = 0; i < n_voices && done; i++)
    done = add_one (store, &voices[i], theme, span, coder, before, error);
  return done;
}

/**
 * ear_coding_add:
 * @span: (nullable): which words, then of one voice; cut to whole characters and without the blanks at its ends
 * @before: (nullable): gets what ear_coding_take_back() needs
 *
 * Codes voices as this laptop's coder. What is coded so already stays as it is.
 */
gboolean
ear_coding_add (EarStore *store, const EarId *voices, guint n_voices, const EarId *theme, const EarSpan *span,
                EarCodebookBefore *before, GError **error)
{
  g_return_val_if_fail (span == NULL || n_voices == 1, FALSE);

  return ear_store_begin (store, error)
         && ear_change_finish (store, add_all (store, voices, n_voices, theme, span, before, error), error);
}

/**
 * ear_coding_add_as:
 * @coder: (nullable): whose coding it becomes
 *
 * Codes a voice in somebody's name, once two coders have agreed what is right.
 */
gboolean
ear_coding_add_as (EarStore *store, const EarId *voice, const EarId *theme, const EarSpan *span, const char *coder,
                   EarCodebookBefore *before, GError **error)
{
  return ear_store_begin (store, error)
         && ear_change_finish (store, add_one (store, voice, theme, span, coder, before, error), error);
}

/* A theme that is called so and can be chosen, whatever its case. */
static gboolean
find_theme (EarStore *store, const char *name, EarId *theme, gboolean *found, GError **error)
{
  g_autoptr (GPtrArray) themes = ear_tree_list (store, EAR_KIND_THEME, NULL, error);
  const EarTreeRow *row = themes == NULL ? NULL : ear_theme_find (themes, name);

  *found = row != NULL;
  if (row != NULL)
    *theme = row->id;
  return themes != NULL;
}

static gboolean
ensure_theme (EarStore *store, const char *name, EarId *theme, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_record_new (EAR_KIND_THEME);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, name);
  gboolean found = FALSE;

  if (tidy != NULL && !find_theme (store, tidy, theme, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  *theme = record->id;
  ear_change_remember (before, record);
  ear_record_set (record, EAR_THEME_NAME, tidy);
  return ear_store_put (store, record, error);
}

gboolean
ear_coding_ensure_theme (EarStore *store, const char *name, EarId *theme, EarCodebookBefore *before, GError **error)
{
  return ear_store_begin (store, error) && ear_change_finish (store, ensure_theme (store, name, theme, before, error), error);
}

/**
 * ear_coding_new_theme:
 * @name: what the theme is called; where there is one already it is taken
 *
 * Makes a theme and codes with it at once.
 */
gboolean
ear_coding_new_theme (EarStore *store, const EarId *voices, guint n_voices, const char *name, const EarSpan *span,
                      EarCodebookBefore *before, GError **error)
{
  EarId theme;

  return ear_store_begin (store, error)
         && ear_change_finish (store,
                    ensure_theme (store, name, &theme, before, error)
                      && add_all (store, voices, n_voices, &theme, span, before, error),
                    error);
}

/* At most so many letters, whole words where there are several. */
static char *
shorten (const char *words)
{
  glong n = g_utf8_strlen (words, -1);
  g_autofree char *start = NULL;
  EarSpan span = { 0, MAX_IN_VIVO_POINTS };
  char *blank;

  if (n <= MAX_IN_VIVO_POINTS)
    return g_strdup (words);
  span = ear_span_snap (&span, words);
  start = ear_span_words (&span, words);
  blank = g_utf8_strrchr (start, -1, ' ');
  if (blank != NULL && blank > start)
    *blank = '\0';
  return g_strconcat (start, "…", NULL);
}

static gboolean
add_in_vivo (EarStore *store, const EarId *id, const EarSpan *span, EarId *theme, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) voice = ear_change_get_live (store, EAR_KIND_CONTRIBUTION, id, error);
  g_autofree char *words = NULL, *name = NULL;
  EarSpan tidy;

  if (voice == NULL || !tidy_span (voice, span, &tidy, error))
    return FALSE;
  words = ear_span_words (&tidy, ear_record_get (voice, EAR_CONTRIBUTION_TEXT));
  name = shorten (words);
  return ensure_theme (store, name, theme, before, error) && add_all (store, id, 1, theme, &tidy, before, error);
}

/**
 * ear_coding_add_in_vivo:
 * @theme: (out): the theme that is called as the words are
 *
 * Codes words with themselves: a theme is made of what was said, at most 60 code points of it.
 */
gboolean
ear_coding_add_in_vivo (EarStore *store, const EarId *voice, const EarSpan *span, EarId *theme, EarCodebookBefore *before,
                        GError **error)
{
  return ear_store_begin (store, error) && ear_change_finish (store, add_in_vivo (store, voice, span, theme, before, error), error);
}

static gboolean
is_span (const EarCodingRow *row)
{
  return row->span.start < row->span.end;
}

static gboolean
is_among (GPtrArray *rows, const EarId *theme, const char *coder, const EarSpan *span)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const EarCodingRow *row = rows->pdata[i];

      if (ear_id_equal (&row->theme, theme) && g_strcmp0 (row->coder, coder) == 0 && row->span.start == span->start
          && row->span.end == span->end)
        return TRUE;
    }
  return FALSE;
}

static gboolean
settle_for (EarStore *store, const EarId *voice, const EarId *theme, GPtrArray *rows, const char *coder, const char *as,
            EarCodebookBefore *before, GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; i < rows->len && done; i++)
    {
      const EarCodingRow *row = rows->pdata[i];

      if (!ear_id_equal (&row->theme, theme))
        continue;
      if (g_strcmp0 (row->coder, coder) == 0 && !is_among (rows, theme, as, &row->span))
        done = ear_coding_remove (store, &row->id, 1, before, error);
      else if (g_strcmp0 (row->coder, as) == 0 && !is_among (rows, theme, coder, &row->span))
        done = add_one (store, voice, theme, is_span (row) ? &row->span : NULL, coder, before, error);
    }
  return done;
}

/**
 * ear_coding_settle:
 * @coders: (array zero-terminated=1): who agreed
 * @as: the one of them who was right
 *
 * What @as did not code is taken from the others. Who coded first stands in the records' history; figures of agreement are
 * of the codings as they are, so they are noted before.
 */
gboolean
ear_coding_settle (EarStore *store, const EarId *voice, const EarId *theme, const char *const *coders, const char *as,
                   EarCodebookBefore *before, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  rows = ear_coding_list (store, voice, error);
  done = rows != NULL;
  for (guint i = 0; coders[i] != NULL && done; i++)
    {
      if (!g_str_equal (coders[i], as))
        done = settle_for (store, voice, theme, rows, coders[i], as, before, error);
    }
  return ear_change_finish (store, done, error);
}

static gboolean
set_field (EarStore *store, EarKind kind, const EarId *id, guint field, const char *value, EarCodebookBefore *before,
           GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, kind, id, error);
  g_autofree char *tidy = ear_value_tidy (ear_field_info (kind, field)->type, value);

  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (ear_record_get (record, field), tidy) == 0 && !ear_field_in_conflict (&record->fields[field]))
    return TRUE;
  ear_change_remember (before, record);
  ear_record_decide (record, field, tidy);
  return ear_store_put (store, record, error);
}

gboolean
ear_coding_set_memo (EarStore *store, const EarId *coding, const char *memo, EarCodebookBefore *before, GError **error)
{
  return set_field (store, EAR_KIND_CODING, coding, EAR_CODING_MEMO, memo, before, error);
}

/**
 * ear_coding_remove:
 *
 * Deletes codings; deleting can be taken back.
 */
gboolean
ear_coding_remove (EarStore *store, const EarId *codings, guint n_codings, EarCodebookBefore *before, GError **error)
{
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < n_codings && done; i++)
    {
      g_autoptr (EarRecord) coding = ear_change_get_live (store, EAR_KIND_CODING, &codings[i], error);

      done = coding != NULL;
      if (done)
        ear_change_remember (before, coding);
      done = done && ear_store_set_deleted (store, EAR_KIND_CODING, &codings[i], TRUE, error);
    }
  return ear_change_finish (store, done, error);
}

/**
 * ear_voices_set:
 * @field: of the contribution, such as its feeling or its permission
 * @value: (nullable)
 *
 * Gives many voices the same value, or none of them.
 */
gboolean
ear_voices_set (EarStore *store, const EarId *voices, guint n_voices, guint field, const char *value, EarCodebookBefore *before,
                GError **error)
{
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < n_voices && done; i++)
    done = set_field (store, EAR_KIND_CONTRIBUTION, &voices[i], field, value, before, error);
  return ear_change_finish (store, done, error);
}

static gboolean
add_group (EarStore *store, const EarId *voice, const EarId *group, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_CONTRIBUTION, voice, error);
  g_autoptr (EarRecord) link = ear_record_new (EAR_KIND_CONTRIBUTION_GROUP);
  g_autoptr (EarStatement) ask
    = ear_store_query (store,
                       "SELECT 1 FROM contributions c JOIN contribution_groups l ON l.contribution = c.n AND l.state = 0 "
                       "JOIN groups g ON g.n = l.\"group\" WHERE c.id = ?1 AND g.id = ?2",
                       error);
  EarStep step;

  if (record == NULL || ask == NULL)
    return FALSE;
  ear_statement_bind_id (ask, 1, voice);
  ear_statement_bind_id (ask, 2, group);
  step = ear_statement_step (ask, error);
  if (step != EAR_STEP_DONE)
    return step == EAR_STEP_ROW;
  ear_change_remember (before, link);
  ear_record_set_id (link, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, voice);
  ear_record_set_id (link, EAR_CONTRIBUTION_GROUP_GROUP, group);
  return ear_store_put (store, link, error);
}

/**
 * ear_voices_add_group:
 *
 * Says of many voices that they speak for a group, too.
 */
gboolean
ear_voices_add_group (EarStore *store, const EarId *voices, guint n_voices, const EarId *group, EarCodebookBefore *before,
                      GError **error)
{
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < n_voices && done; i++)
    done = add_group (store, &voices[i], group, before, error);
  return ear_change_finish (store, done, error);
}

static gboolean
follow_one (EarStore *store, const EarId *id, const char *was, const char *now, const GArray *changes, EarCodebookBefore *before,
            GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) coding = ear_store_get (store, EAR_KIND_CODING, id, &local);
  g_autofree char *quote = NULL;
  EarSpan span;

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  if (coding == NULL)
    return FALSE;
  /* Words that are not in the text that is edited cannot be followed into the next one. */
  if (ear_span_find (was, ear_record_get_integer (coding, EAR_CODING_START), ear_record_get_integer (coding, EAR_CODING_END),
                     ear_record_get (coding, EAR_CODING_QUOTE), &span)
      == EAR_SPAN_LOST)
    return TRUE;
  span = ear_span_rebase (&span, changes);
  span = ear_span_tidy (&span, now == NULL ? "" : now);
  quote = ear_span_words (&span, now);
  if (span.start == ear_record_get_integer (coding, EAR_CODING_START) && span.end == ear_record_get_integer (coding, EAR_CODING_END)
      && g_strcmp0 (quote, ear_record_get (coding, EAR_CODING_QUOTE)) == 0)
    return TRUE;
  ear_change_remember (before, coding);
  set_span (coding, &span, now);
  return ear_store_put (store, coding, error);
}

/**
 * ear_coding_follow_text:
 * @now: (nullable): what the voice's text becomes
 *
 * What was put into the words or taken out is known here, where the text is edited, and nowhere else; so the codings say at
 * once where their words are now, and quote them as they are: what was taken out of the voice is in no coding either. A coding
 * of which no word is left keeps its place, from and to there; it is shown for the whole voice and says so.
 */
gboolean
ear_coding_follow_text (EarStore *store, const EarId *voice, const char *now, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_CONTRIBUTION, voice, NULL);
  const char *was = record == NULL ? NULL : ear_record_get (record, EAR_CONTRIBUTION_TEXT);
  g_autoptr (GArray) codings = g_array_new (FALSE, FALSE, sizeof (EarId)), changes = NULL;
  g_autofree char *tidy = now == NULL ? NULL : ear_value_tidy (EAR_TYPE_PROSE, now);
  g_autoptr (EarStatement) each = NULL;
  gboolean done = TRUE;
  EarStep step;
  EarId id;

  if (was == NULL || g_strcmp0 (was, tidy) == 0)
    return TRUE;
  each = ear_store_query (store,
                          "SELECT k.id FROM codings k JOIN contributions c ON c.n = k.contribution "
                          "WHERE c.id = ?1 AND k.state IN (0, 1) AND k.start IS NOT NULL AND k.\"end\" IS NOT NULL ORDER BY k.id",
                          error);
  if (each == NULL)
    return FALSE;
  ear_statement_bind_id (each, 1, voice);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      g_array_append_val (codings, id);
    }
  if (step == EAR_STEP_FAILED || codings->len == 0)
    return step == EAR_STEP_DONE;
  changes = ear_text_diff (was, tidy);
  for (guint i = 0; i < codings->len && done; i++)
    done = follow_one (store, &g_array_index (codings, EarId, i), was, tidy, changes, before, error);
  return done;
}

static gboolean
was_here (const EarRecord *was)
{
  return was->fields[EAR_FIELD_DELETED].shown.stamp.clock != 0 && !ear_record_is_deleted (was);
}

static gboolean
bring_back (EarStore *store, const EarRecord *was, EarRecord **instead, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) now = ear_store_get (store, was->kind, &was->id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  if (local != NULL)
    return FALSE;
  *instead = now == NULL ? ear_record_new_with_id (was->kind, &was->id) : ear_record_copy (now);
  /* Consent that was withdrawn since is final; it is no reason not to take the rest back. */
  if (now == NULL || now->erased)
    return TRUE;
  if (!was_here (was))
    return ear_store_set_deleted (store, was->kind, &was->id, TRUE, error);
  ear_record_set_flag (now, EAR_FIELD_DELETED, FALSE);
  for (guint i = 1; i < ear_kind_info (was->kind)->n_fields; i++)
    ear_record_set (now, i, ear_change_was (was, i));
  return ear_store_put (store, now, error);
}

/**
 * ear_coding_take_back:
 * @before: what a change filled in; afterwards what brings the change back
 *
 * Gives every field its value from before the change, and deletes what it made. These are edits as any, so that they merge.
 */
gboolean
ear_coding_take_back (EarStore *store, EarCodebookBefore *before, GError **error)
{
  g_autoptr (GPtrArray) instead = ear_codebook_before_new ();
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = before->len; i > 0 && done; i--)
    {
      EarRecord *record = NULL;

      done = bring_back (store, before->pdata[i - 1], &record, error);
      if (record != NULL)
        g_ptr_array_add (instead, record);
    }
  if (!ear_change_finish (store, done, error))
    return FALSE;
  g_ptr_array_set_size (before, 0);
  g_ptr_array_extend_and_steal (before, g_steal_pointer (&instead));
  return TRUE;
}
