/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-theme-work.h"

#include <glib/gi18n-lib.h>

#include "ear-change.h"

/* Positions are given so far apart that a theme can be put between two others without touching them. */
#define STEP 10
#define NOWHERE (-1)

typedef struct
{
  EarId id;
  gint64 position; /* NOWHERE: it stands by its name behind those that have one */
} Sibling;

/* Those that stand under @parent, in their order, but for @theme. */
static GArray *
read_siblings (EarStore *store, const EarId *theme, const EarId *parent, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT t.id, t.position FROM themes t JOIN theme_now w ON w.theme = t.n LEFT JOIN ancestry a "
                       "ON a.record_table = 'themes' AND a.node = t.n AND a.depth = 1 LEFT JOIN themes p ON p.n = a.ancestor "
                       "WHERE t.state = 0 AND t.id <> ?1 AND p.id IS ?2 "
                       "ORDER BY t.position IS NULL, t.position, t.name COLLATE NOCASE, t.id",
                       error);
  g_autoptr (GArray) siblings = g_array_new (FALSE, FALSE, sizeof (Sibling));
  EarStep step;

  if (each == NULL)
    return NULL;
  ear_statement_bind_id (each, 1, theme);
  if (parent == NULL)
    ear_statement_bind_null (each, 2);
  else
    ear_statement_bind_id (each, 2, parent);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      Sibling sibling;

      ear_statement_get_id (each, 0, &sibling.id);
      sibling.position = ear_statement_is_null (each, 1) ? NOWHERE : ear_statement_get_integer (each, 1);
      g_array_append_val (siblings, sibling);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&siblings) : NULL;
}

/* A position after @last, and before the next one that is there if there is room. */
static gint64
choose_position (const GArray *siblings, guint at, gint64 last)
{
  for (guint i = at + 1; i < siblings->len; i++)
    {
      gint64 next = g_array_index (siblings, Sibling, i).position;

      if (next != NOWHERE)
        return last + CLAMP ((next - last) / 2, 1, STEP);
    }
  return last + STEP;
}

static gboolean
set_position (EarStore *store, const EarId *theme, gint64 position, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_THEME, theme, error);

  if (record == NULL)
    return FALSE;
  ear_change_remember (before, record);
  if (position == NOWHERE)
    ear_record_set (record, EAR_THEME_POSITION, NULL);
  else
    ear_record_set_integer (record, EAR_THEME_POSITION, position);
  return ear_store_put (store, record, error);
}

/* As few others get a new position as will do: each is an edit that may meet somebody else's. Those before the theme need one
 * that grows, those after it only where theirs is not greater any more. @was: the position of the one that is moved. */
static gboolean
number (EarStore *store, GArray *siblings, guint at, gint64 was, EarCodebookBefore *before, GError **error)
{
  gint64 last = NOWHERE;

  for (guint i = 0; i < siblings->len; i++)
    {
      Sibling *sibling = &g_array_index (siblings, Sibling, i);

      if (i > at && (sibling->position == NOWHERE || sibling->position > last))
        return TRUE;
      if (i == at || sibling->position == NOWHERE || sibling->position <= last)
        {
          gint64 position = choose_position (siblings, i, last);

          if (position != (i == at ? was : sibling->position) && !set_position (store, &sibling->id, position, before, error))
            return FALSE;
          sibling->position = position;
        }
      last = sibling->position;
    }
  return TRUE;
}

static gboolean
find_sibling (const GArray *siblings, const EarId *id, guint *at)
{
  for (guint i = 0; id != NULL && i < siblings->len; i++)
    {
      *at = i;
      if (ear_id_equal (&g_array_index (siblings, Sibling, i).id, id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
put_in_order (EarStore *store, const EarRecord *theme, const EarId *parent, EarPlace place, const EarId *sibling,
              EarCodebookBefore *before, GError **error)
{
  gint64 was
    = ear_record_get (theme, EAR_THEME_POSITION) == NULL ? NOWHERE : ear_record_get_integer (theme, EAR_THEME_POSITION);
  Sibling own = { theme->id, NOWHERE };
  g_autoptr (GArray) siblings = read_siblings (store, &theme->id, parent, error);
  gboolean ordered;
  guint at;

  if (siblings == NULL)
    return FALSE;
  if (place == EAR_PLACE_ANYWHERE || !find_sibling (siblings, sibling, &at))
    {
      ordered = siblings->len > 0 && g_array_index (siblings, Sibling, siblings->len - 1).position != NOWHERE;
      if (!ordered)
        return was == NOWHERE || set_position (store, &theme->id, NOWHERE, before, error);
      at = siblings->len;
    }
  else if (place == EAR_PLACE_AFTER)
    {
      at++;
    }
  g_array_insert_val (siblings, at, own);
  return number (store, siblings, at, was, before, error);
}

/**
 * ear_change_follow:
 * @whole: a theme
 * @parts: (element-type EarId): those that were made where it stands, in the transaction that is open
 *
 * Puts the parts behind the whole, in their order, where those beside it have an order of their own, so that who made them finds
 * them there. All at once, since the tree knows new themes only when the transaction ends.
 */
gboolean
ear_change_follow (EarStore *store, const EarRecord *whole, const GArray *parts, EarCodebookBefore *before, GError **error)
{
  gboolean has_parent;
  g_autoptr (GArray) siblings = NULL;
  EarId parent;
  guint at;

  if (ear_record_get (whole, EAR_THEME_POSITION) == NULL || parts->len == 0)
    return TRUE;
  has_parent = ear_record_get_id (whole, EAR_THEME_PARENT, &parent);
  siblings = read_siblings (store, &EAR_ID_NONE, has_parent ? &parent : NULL, error);
  if (siblings == NULL || !find_sibling (siblings, &whole->id, &at))
    return siblings != NULL;
  for (guint i = 0; i < parts->len; i++)
    {
      Sibling part = { g_array_index (parts, EarId, i), NOWHERE };

      g_array_insert_val (siblings, ++at, part);
    }
  return number (store, siblings, at, ear_record_get_integer (whole, EAR_THEME_POSITION), before, error);
}

/* What it stands under now, which is not what its field says where that theme was merged into another. */
static gboolean
stands_under (EarStore *store, const EarId *theme, const EarId *parent, gboolean *is_so, GError **error)
{
  g_autoptr (EarStatement) ask
    = ear_store_query (store,
                       "SELECT p.id FROM themes t JOIN ancestry a ON a.record_table = 'themes' AND a.node = t.n AND a.depth = 1 "
                       "JOIN themes p ON p.n = a.ancestor WHERE t.id = ?1",
                       error);
  EarId now = EAR_ID_NONE;
  EarStep step;

  if (ask == NULL)
    return FALSE;
  ear_statement_bind_id (ask, 1, theme);
  step = ear_statement_step (ask, error);
  if (step == EAR_STEP_ROW)
    ear_statement_get_id (ask, 0, &now);
  *is_so = ear_id_equal (&now, parent == NULL ? &EAR_ID_NONE : parent);
  return step != EAR_STEP_FAILED;
}

static gboolean
move_and_order (EarStore *store, const EarId *theme, const EarId *parent, EarPlace place, const EarId *sibling,
                EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = NULL;
  gboolean is_there;

  if (!stands_under (store, theme, parent, &is_there, error)
      || (!is_there && !ear_codebook_move (store, theme, parent, before, error)))
    return FALSE;
  record = ear_change_get_live (store, EAR_KIND_THEME, theme, error);
  return record != NULL && put_in_order (store, record, parent, place, sibling, before, error);
}

/**
 * ear_theme_place:
 * @parent: (nullable): the theme it is to stand under; %NULL: at the top
 * @sibling: (nullable): the one before or after which it is to stand
 * @before: (nullable): gets what takes it back
 *
 * Moves a theme in the tree and in the order of those beside it.
 */
gboolean
ear_theme_place (EarStore *store, const EarId *theme, const EarId *parent, EarPlace place, const EarId *sibling,
                 EarCodebookBefore *before, GError **error)
{
  return ear_store_begin (store, error)
         && ear_change_finish (store, move_and_order (store, theme, parent, place, sibling, before, error), error);
}

static gboolean
add (EarStore *store, EarRecord *record, const EarId *parent, const EarId *after, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) beside = NULL;

  if (parent != NULL)
    {
      g_autoptr (EarRecord) above = ear_change_get_live (store, EAR_KIND_THEME, parent, error);

      if (above == NULL)
        return FALSE;
      ear_record_set_id (record, EAR_THEME_PARENT, parent);
    }
  ear_change_remember (before, record);
  if (!ear_store_put (store, record, error))
    return FALSE;
  if (after != NULL)
    beside = ear_change_get_live (store, EAR_KIND_THEME, after, error);
  if (after != NULL && beside == NULL)
    return FALSE;
  /* Where those beside it stand by their names it does, too. */
  if (beside != NULL && ear_record_get (beside, EAR_THEME_POSITION) != NULL)
    return put_in_order (store, record, parent, EAR_PLACE_AFTER, after, before, error);
  return put_in_order (store, record, parent, EAR_PLACE_ANYWHERE, NULL, before, error);
}

/**
 * ear_theme_add:
 * @parent: (nullable): the theme it is to stand under; %NULL: at the top
 * @after: (nullable): the one beside it that it is to follow, if they have an order of their own
 * @theme: (out): its id
 *
 * Makes a new theme.
 */
gboolean
ear_theme_add (EarStore *store, const char *name, const EarId *parent, const EarId *after, EarId *theme,
               EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_record_new (EAR_KIND_THEME);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, name);

  if (tidy != NULL && !ear_change_check_name (store, NULL, tidy, error))
    return FALSE;
  ear_record_set (record, EAR_THEME_NAME, tidy);
  *theme = record->id;
  return ear_store_begin (store, error) && ear_change_finish (store, add (store, record, parent, after, before, error), error);
}

/**
 * ear_theme_set:
 * @field: of what a person writes of a theme: its name, definition, when to use it and when not, examples, colour, nature,
 *   source and section
 * @value: (nullable): as it was typed
 *
 * Gives a theme's field another value.
 */
gboolean
ear_theme_set (EarStore *store, const EarId *theme, guint field, const char *value, EarCodebookBefore *before, GError **error)
{
  const EarFieldInfo *info = ear_field_info (EAR_KIND_THEME, field);
  g_autofree char *tidy = value == NULL ? NULL : ear_value_tidy (info->type, value);
  g_autoptr (EarRecord) record = NULL;

  g_return_val_if_fail (info->type != EAR_TYPE_REFERENCE && info->type != EAR_TYPE_BOOLEAN, FALSE);

  if (field == EAR_THEME_NAME)
    return ear_codebook_rename (store, theme, value == NULL ? "" : value, before, error);
  record = ear_change_get_live (store, EAR_KIND_THEME, theme, error);
  if (record == NULL || !ear_value_validate (EAR_KIND_THEME, field, tidy, error))
    return FALSE;
  if (g_strcmp0 (ear_record_get (record, field), tidy) == 0)
    return TRUE;
  ear_change_remember (before, record);
  ear_record_set (record, field, tidy);
  return ear_store_put (store, record, error);
}
