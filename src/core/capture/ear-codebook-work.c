/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-codebook-work.h"

#include <glib/gi18n-lib.h>

#include "ear-change.h"
#include "ear-theme-finder.h"

#define SPLIT_NAMESPACE "urn:earshot:split:1"

G_DEFINE_QUARK (ear-capture-error-quark, ear_capture_error)

EarCodebookBefore *
ear_codebook_before_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ear_record_free);
}

static gboolean
is_true (EarStore *store, const char *sql, const EarId *one, const EarId *other, gboolean *answer, GError **error)
{
  g_autoptr (EarStatement) ask = ear_store_query (store, sql, error);
  EarStep step;

  if (ask == NULL)
    return FALSE;
  ear_statement_bind_id (ask, 1, one);
  ear_statement_bind_id (ask, 2, other);
  step = ear_statement_step (ask, error);
  *answer = step == EAR_STEP_ROW;
  return step != EAR_STEP_FAILED;
}

/**
 * ear_change_check_name:
 * @theme: (nullable): the one that is to be called that; %NULL: one that is not here yet
 *
 * Names are how people tell themes apart: one that can be chosen is the only one called that, whatever the case.
 */
gboolean
ear_change_check_name (EarStore *store, const EarId *theme, const char *name, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (
    store, "SELECT id, name FROM themes WHERE n IN (SELECT now FROM theme_now) AND NOT coalesce (retired, 0)", error);
  g_autofree char *key = ear_name_key (name);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *taken = ear_statement_get_text (each, 1);
      g_autofree char *other = taken == NULL ? NULL : ear_name_key (taken);
      EarId id;

      ear_statement_get_id (each, 0, &id);
      if (g_strcmp0 (key, other) != 0 || (theme != NULL && ear_id_equal (&id, theme)))
        continue;
      g_set_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NAME_TAKEN,
                   _ ("Another theme is called “%s” already. Nothing was changed. Choose another name, or merge the two."), taken);
      return FALSE;
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_codebook_rename:
 * @before: (nullable): gets what ear_codebook_take_back() needs
 *
 * Gives a theme another name. Its codings stay with it.
 */
gboolean
ear_codebook_rename (EarStore *store, const EarId *theme, const char *name, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_THEME, theme, error);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, name);

  if (record == NULL || (tidy != NULL && !ear_change_check_name (store, theme, tidy, error)))
    return FALSE;
  ear_change_remember (before, record);
  ear_record_set (record, EAR_THEME_NAME, tidy);
  return ear_store_put (store, record, error);
}

/**
 * ear_codebook_merge:
 * @into: the theme that stays
 *
 * Merges a theme into another: what was coded with it, and will be by those who do not know yet, counts for the other.
 */
gboolean
ear_codebook_merge (EarStore *store, const EarId *theme, const EarId *into, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_THEME, theme, error);
  g_autoptr (EarRecord) other = record == NULL ? NULL : ear_change_get_live (store, EAR_KIND_THEME, into, error);
  gboolean circle;

  if (other == NULL
      || !is_true (store,
                   "SELECT 1 FROM theme_now s JOIN themes t ON t.n = s.theme JOIN themes w ON w.n = s.now "
                   "WHERE t.id = ?2 AND w.id = ?1",
                   theme, into, &circle, error))
    return FALSE;
  if (circle)
    {
      g_set_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_CIRCLE,
                   _ ("“%s” already counts for “%s”, so that cannot be merged into it. Nothing was changed."),
                   ear_record_get (other, EAR_THEME_NAME), ear_record_get (record, EAR_THEME_NAME));
      return FALSE;
    }
  ear_change_remember (before, record);
  ear_record_set_id (record, EAR_THEME_MERGED_INTO, into);
  return ear_store_put (store, record, error);
}

/**
 * ear_change_add_part:
 * @whole: the theme it is a part of
 * @parts: (element-type EarId): gets its id
 *
 * Makes a theme where another one stands, of which it is a part.
 */
gboolean
ear_change_add_part (EarStore *store, const EarRecord *whole, const char *name, GArray *parts, EarCodebookBefore *before,
                     GError **error)
{
  static const guint inherited[] = { EAR_THEME_PARENT, EAR_THEME_NATURE, EAR_THEME_COLOUR, EAR_THEME_POSITION };
  g_autoptr (EarRecord) part = ear_record_new (EAR_KIND_THEME);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, name);

  if (tidy != NULL && !ear_change_check_name (store, NULL, tidy, error))
    return FALSE;
  ear_change_remember (before, part);
  ear_record_set (part, EAR_THEME_NAME, tidy);
  for (gsize i = 0; i < G_N_ELEMENTS (inherited); i++)
    {
      if (ear_record_get (whole, inherited[i]) != NULL)
        ear_record_set (part, inherited[i], ear_record_get (whole, inherited[i]));
    }
  ear_record_set_id (part, EAR_THEME_SPLIT_FROM, &whole->id);
  g_array_append_val (parts, part->id);
  return ear_store_put (store, part, error);
}

/**
 * ear_change_check_different:
 * @names: %NULL-terminated
 *
 * Whether the parts of a theme are to be called differently.
 */
gboolean
ear_change_check_different (const char *const *names, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *key = ear_name_key (names[i]);

      for (guint j = 0; j < i; j++)
        {
          g_autofree char *other = ear_name_key (names[j]);

          if (!g_str_equal (key, other))
            continue;
          g_set_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NAME_TAKEN,
                       _ ("Two parts are called “%s”. Nothing was changed. Give each a name of its own."), names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
split (EarStore *store, const EarId *theme, const char *const *names, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) whole = ear_change_get_live (store, EAR_KIND_THEME, theme, error);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (EarId));

  if (whole == NULL)
    return FALSE;
  ear_change_remember (before, whole);
  ear_record_set_flag (whole, EAR_THEME_RETIRED, TRUE);
  if (!ear_store_put (store, whole, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!ear_change_add_part (store, whole, names[i], parts, before, error))
        return FALSE;
    }
  return ear_change_follow (store, whole, parts, before, error);
}

/**
 * ear_codebook_split:
 * @names: %NULL-terminated, two or more: what the parts are called
 *
 * Makes the parts, where the theme stands, and retires it. What was coded with it waits: see ear_split_list().
 */
gboolean
ear_codebook_split (EarStore *store, const EarId *theme, const char *const *names, EarCodebookBefore *before, GError **error)
{
  if (names[0] == NULL || names[1] == NULL)
    {
      g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_TOO_FEW,
                           _ ("A theme is split into two parts or more. Nothing was changed. Name each part."));
      return FALSE;
    }
  return ear_change_check_different (names, error) && ear_store_begin (store, error)
         && ear_change_finish (store, split (store, theme, names, before, error), error);
}

/**
 * ear_codebook_retire:
 *
 * A retired theme is not offered for new codings; those it has keep counting for it.
 */
gboolean
ear_codebook_retire (EarStore *store, const EarId *theme, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_THEME, theme, error);

  if (record == NULL)
    return FALSE;
  ear_change_remember (before, record);
  ear_record_set_flag (record, EAR_THEME_RETIRED, TRUE);
  return ear_store_put (store, record, error);
}

/**
 * ear_codebook_restore:
 *
 * Takes a theme into use again that was retired, split or merged into another: its codings count for it. The parts of a
 * split theme stay themes.
 */
gboolean
ear_codebook_restore (EarStore *store, const EarId *theme, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_THEME, theme, error);

  if (record == NULL)
    return FALSE;
  ear_change_remember (before, record);
  ear_record_set_flag (record, EAR_THEME_RETIRED, FALSE);
  ear_record_set (record, EAR_THEME_MERGED_INTO, NULL);
  return ear_store_put (store, record, error);
}

/**
 * ear_codebook_move:
 * @parent: (nullable): the theme it is to stand below; %NULL: at the top
 */
gboolean
ear_codebook_move (EarStore *store, const EarId *theme, const EarId *parent, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_THEME, theme, error);
  g_autoptr (EarRecord) above = NULL;
  gboolean below = FALSE;

  if (record == NULL)
    return FALSE;
  if (parent != NULL)
    {
      above = ear_change_get_live (store, EAR_KIND_THEME, parent, error);
      if (above == NULL
          || !is_true (store,
                       "SELECT 1 FROM ancestry a JOIN themes t ON t.n = a.ancestor JOIN themes p ON p.n = a.node "
                       "WHERE a.record_table = 'themes' AND t.id = ?1 AND p.id = ?2",
                       theme, parent, &below, error))
        return FALSE;
    }
  if (below)
    {
      g_set_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_CIRCLE,
                   _ ("“%s” stands below “%s”, so that cannot be moved below it. Nothing was changed."),
                   ear_record_get (above, EAR_THEME_NAME), ear_record_get (record, EAR_THEME_NAME));
      return FALSE;
    }
  ear_change_remember (before, record);
  ear_record_set_id (record, EAR_THEME_PARENT, parent);
  return ear_store_put (store, record, error);
}

/* The coding under a further part gets an id of its own that two people who settle it alike both come to. */
static gboolean
add_coding (EarStore *store, const EarRecord *coding, const EarId *part, EarCodebookBefore *before, GError **error)
{
  static const guint copied[] = { EAR_CODING_CONTRIBUTION, EAR_CODING_CODER, EAR_CODING_START,
                                  EAR_CODING_END,          EAR_CODING_QUOTE, EAR_CODING_MEMO };
  char one[EAR_ID_TEXT_SIZE], other[EAR_ID_TEXT_SIZE];
  EarId id = ear_id_derive (
    (const char *[]){ SPLIT_NAMESPACE, ear_id_format (&coding->id, one), ear_id_format (part, other), NULL });
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) added = ear_store_get (store, EAR_KIND_CODING, &id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (added == NULL)
    added = ear_record_new_with_id (EAR_KIND_CODING, &id);
  ear_change_remember (before, added);
  ear_record_set_flag (added, EAR_FIELD_DELETED, FALSE);
  ear_record_set_id (added, EAR_CODING_THEME, part);
  for (gsize i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      if (ear_record_get (coding, copied[i]) != NULL)
        ear_record_set (added, copied[i], ear_record_get (coding, copied[i]));
    }
  return ear_store_put (store, added, error);
}

/* Whether the theme is one of those that the coding's theme was split into, or what such a one was merged into. */
static gboolean
check_part (EarStore *store, const EarId *coding, const EarId *part, GError **error)
{
  gboolean is_part;

  if (!is_true (store,
                "SELECT 1 FROM codings k JOIN theme_now s ON s.theme = k.theme JOIN themes p ON p.split_from = s.now "
                "JOIN theme_now w ON w.theme = p.n JOIN themes t ON t.n = w.now WHERE k.id = ?1 AND t.id = ?2 AND t.n <> s.now",
                coding, part, &is_part, error))
    return FALSE;
  if (!is_part)
    g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_SPLIT,
                         _ ("The coding’s theme was not split into that one. Nothing was changed. Choose one of its parts."));
  return is_part;
}

/**
 * ear_change_give:
 * @parts: (array length=n_parts): one or more; with several the voice is coded with each
 *
 * Lets a coding mean other themes than it did.
 */
gboolean
ear_change_give (EarStore *store, const EarId *id, const EarId *parts, guint n_parts, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) coding = ear_change_get_live (store, EAR_KIND_CODING, id, error);

  if (coding == NULL)
    return FALSE;
  ear_change_remember (before, coding);
  ear_record_set_id (coding, EAR_CODING_THEME, &parts[0]);
  if (!ear_store_put (store, coding, error))
    return FALSE;
  for (guint i = 1; i < n_parts; i++)
    {
      if (!add_coding (store, coding, &parts[i], before, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_one (EarStore *store, const EarId *id, const EarId *parts, guint n_parts, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) coding = ear_change_get_live (store, EAR_KIND_CODING, id, error);

  for (guint i = 0; coding != NULL && i < n_parts; i++)
    {
      if (!check_part (store, id, &parts[i], error))
        return FALSE;
    }
  return coding != NULL && ear_change_give (store, id, parts, n_parts, before, error);
}

/**
 * ear_codebook_settle:
 * @parts: (array length=n_parts): one or more of the parts; with several the voice is coded with each
 *
 * Says what codings with a split theme mean. They are edited, so that the decision merges everywhere.
 */
gboolean
ear_codebook_settle (EarStore *store, const EarId *codings, guint n_codings, const EarId *parts, guint n_parts,
                     EarCodebookBefore *before, GError **error)
{
  gboolean done = TRUE;

  g_return_val_if_fail (n_parts > 0, FALSE);

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < n_codings && done; i++)
    done = settle_one (store, &codings[i], parts, n_parts, before, error);
  return ear_change_finish (store, done, error);
}

static gboolean
was_there (const EarRecord *was)
{
  return was->fields[EAR_FIELD_DELETED].shown.stamp.clock != 0 && !ear_record_is_deleted (was);
}

static gboolean
take_back_one (EarStore *store, const EarRecord *was, GError **error)
{
  g_autoptr (EarRecord) now = NULL;

  if (!was_there (was))
    return ear_store_set_deleted (store, was->kind, &was->id, TRUE, error);
  /* Of what changes write only mappings, tables, actions and what hangs on those are ever deleted by them; a theme that is gone since
   * was deleted by somebody who meant it. */
  if ((was->kind == EAR_KIND_MAPPING || was->kind == EAR_KIND_PARTICIPANT || was->kind >= EAR_KIND_ACTION)
      && !ear_store_set_deleted (store, was->kind, &was->id, FALSE, error))
    return FALSE;
  now = ear_change_get_live (store, was->kind, &was->id, error);
  if (now == NULL)
    return FALSE;
  for (guint i = 1; i < ear_kind_info (was->kind)->n_fields; i++)
    ear_record_set (now, i, ear_change_was (was, i));
  return ear_store_put (store, now, error);
}

/**
 * ear_codebook_take_back:
 * @before: what a change filled in
 *
 * Gives every field its value from before the change, brings back mappings that it deleted, and deletes what it made.
 */
gboolean
ear_codebook_take_back (EarStore *store, const EarCodebookBefore *before, GError **error)
{
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = before->len; i > 0 && done; i--)
    done = take_back_one (store, before->pdata[i - 1], error);
  return ear_change_finish (store, done, error);
}

/**
 * ear_codebook_mark_version:
 * @version: (nullable): what its publisher calls it, such as “Spring 2027”; %NULL takes its name away
 * @day: (nullable): YYYY-MM-DD
 */
gboolean
ear_codebook_mark_version (EarStore *store, const char *version, const char *day, GError **error)
{
  g_autofree char *tidy = version == NULL ? NULL : ear_value_tidy (EAR_TYPE_LINE, version);
  g_autoptr (EarRecord) device = NULL;
  EarId id;

  /* A workbook that nobody wrote in yet has no device, and its codebook is as it came. */
  if (!ear_store_get_device (store, &id, error) && !ear_store_set_identity (store, _ ("This laptop"), NULL, error))
    return FALSE;
  ear_store_get_device (store, &id, error);
  device = ear_change_get_live (store, EAR_KIND_DEVICE, &id, error);
  if (device == NULL)
    return FALSE;
  ear_record_set (device, EAR_DEVICE_CODEBOOK_VERSION, tidy);
  ear_record_set (device, EAR_DEVICE_CODEBOOK_PUBLISHED, day);
  return ear_store_put (store, device, error);
}
