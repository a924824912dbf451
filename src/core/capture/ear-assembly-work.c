/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-assembly-work.h"

#include <glib/gi18n-lib.h>

#include "ear-change.h"
#include "ear-terms.h"

static void
refuse (GError **error, EarCaptureError code, const char *message)
{
  g_set_error_literal (error, EAR_CAPTURE_ERROR, (int) code, message);
}

static gboolean
is_live (EarStore *store, EarKind kind, const EarRecord *record, guint field, GError **error)
{
  g_autoptr (EarRecord) other = NULL;
  EarId id;

  if (!ear_record_get_id (record, field, &id))
    id = EAR_ID_NONE;
  other = ear_change_get_live (store, kind, &id, error);
  return other != NULL;
}

/* @sql: gives ids, of the record ?1 */
static GArray *
list_ids (EarStore *store, const char *sql, const EarId *of, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, of);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarId id;

      ear_statement_get_id (each, 0, &id);
      g_array_append_val (ids, id);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* The ids of the items on an agenda, in order. */
static GArray *
list_items (EarStore *store, const EarId *session, GError **error)
{
  return list_ids (store,
                   "SELECT i.id FROM agenda_items i JOIN sessions s ON s.n = i.session WHERE s.id = ?1 AND i.state = 0 "
                   "ORDER BY i.position IS NULL, i.position, i.id",
                   session, error);
}

static gboolean
place_last (EarStore *store, EarRecord *item, const EarId *session, GError **error)
{
  g_autoptr (EarStatement) last
    = ear_store_query (store,
                       "SELECT coalesce (max (i.position), 0) FROM agenda_items i JOIN sessions s ON s.n = i.session WHERE s.id = ?1",
                       error);

  if (last == NULL)
    return FALSE;
  ear_statement_bind_id (last, 1, session);
  if (ear_statement_step (last, error) != EAR_STEP_ROW)
    return FALSE;
  ear_record_set_integer (item, EAR_AGENDA_ITEM_POSITION, ear_statement_get_integer (last, 0) + 1);
  return TRUE;
}

/**
 * ear_assembly_put_item:
 * @item: new, or from ear_store_get() with fields set: an earlier wording is kept in its history
 *
 * Writes an item of the agenda. A new one stands last and is a question, unless it says otherwise.
 */
gboolean
ear_assembly_put_item (EarStore *store, EarRecord *item, EarCodebookBefore *before, GError **error)
{
  EarId session;

  g_return_val_if_fail (item->kind == EAR_KIND_AGENDA_ITEM, FALSE);
  if (!is_live (store, EAR_KIND_SESSION, item, EAR_AGENDA_ITEM_SESSION, error))
    return FALSE;
  if (ear_record_get (item, EAR_AGENDA_ITEM_WORDING) == NULL)
    {
      refuse (error, EAR_CAPTURE_ERROR_NO_TITLE, _ ("Say what is asked or proposed. Nothing was changed."));
      return FALSE;
    }
  if (ear_record_get (item, EAR_AGENDA_ITEM_NATURE) == NULL)
    ear_record_set (item, EAR_AGENDA_ITEM_NATURE, EAR_AGENDA_QUESTION);
  ear_record_get_id (item, EAR_AGENDA_ITEM_SESSION, &session);
  if (ear_record_get (item, EAR_AGENDA_ITEM_POSITION) == NULL && !place_last (store, item, &session, error))
    return FALSE;
  return ear_change_put (store, item, before, error);
}

static gboolean
set_position (EarStore *store, const EarId *id, gint64 position, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) item = ear_change_get_live (store, EAR_KIND_AGENDA_ITEM, id, error);

  if (item == NULL)
    return FALSE;
  /* What stands right is not written again: it would be a conflict with whoever moves it elsewhere. */
  if (ear_record_get (item, EAR_AGENDA_ITEM_POSITION) != NULL && ear_record_get_integer (item, EAR_AGENDA_ITEM_POSITION) == position)
    return TRUE;
  ear_change_remember (before, item);
  ear_record_set_integer (item, EAR_AGENDA_ITEM_POSITION, position);
  return ear_store_put (store, item, error);
}

/**
 * ear_assembly_move_item:
 * @to: where it is to stand, from 0; beyond the end: last
 *
 * Moves an item on its agenda.
 */
gboolean
ear_assembly_move_item (EarStore *store, const EarId *item, guint to, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_AGENDA_ITEM, item, error);
  g_autoptr (GArray) items = NULL;
  gboolean done = TRUE;
  EarId session;

  if (record == NULL || !ear_record_get_id (record, EAR_AGENDA_ITEM_SESSION, &session))
    return FALSE;
  items = list_items (store, &session, error);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      if (ear_id_equal (&g_array_index (items, EarId, i), item))
        {
          g_array_remove_index (items, i);
          break;
        }
    }
  g_array_insert_vals (items, MIN (to, items->len), item, 1);
  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < items->len && done; i++)
    done = set_position (store, &g_array_index (items, EarId, i), i + 1, before, error);
  return ear_change_finish (store, done, error);
}

/**
 * ear_assembly_decide:
 * @decision: (nullable): a word of EAR_TERMS_DECISION; %NULL: nothing was decided
 * @outcome: (nullable): what came of it in the Assembly's own words
 */
gboolean
ear_assembly_decide (EarStore *store, const EarId *item, const char *decision, const char *outcome, EarCodebookBefore *before,
                     GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_AGENDA_ITEM, item, error);
  g_autofree char *tidy = outcome == NULL ? NULL : ear_value_tidy (EAR_TYPE_PROSE, outcome);

  if (record == NULL)
    return FALSE;
  if (decision != NULL && ear_term_index (EAR_TERMS_DECISION, decision) < 0)
    {
      refuse (error, EAR_CAPTURE_ERROR_BAD_VALUE, _ ("Say whether it was agreed. Nothing was changed."));
      return FALSE;
    }
  ear_change_remember (before, record);
  ear_record_set (record, EAR_AGENDA_ITEM_DECISION, decision);
  ear_record_set (record, EAR_AGENDA_ITEM_OUTCOME, tidy);
  return ear_store_put (store, record, error);
}

/* The numbers of a method, of which one at least has to be there and others must not. */
static gboolean
numbers_fit (const EarRecord *support)
{
  static const struct
  {
    const char *method;
    guint first, last;
  } numbers[] = { { EAR_METHOD_DOTS, EAR_AGENDA_SUPPORT_DOTS, EAR_AGENDA_SUPPORT_DOTS },
                  { EAR_METHOD_HANDS, EAR_AGENDA_SUPPORT_FOR, EAR_AGENDA_SUPPORT_UNSURE },
                  { EAR_METHOD_FIST_TO_FIVE, EAR_AGENDA_SUPPORT_FIST, EAR_AGENDA_SUPPORT_FIVE } };
  const char *method = ear_record_get (support, EAR_AGENDA_SUPPORT_METHOD);
  gboolean some = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      for (guint field = numbers[i].first; field <= numbers[i].last; field++)
        {
          if (ear_record_get (support, field) == NULL)
            continue;
          if (g_strcmp0 (method, numbers[i].method) != 0)
            return FALSE;
          some = TRUE;
        }
    }
  return some;
}

static void
fill_moment (EarStore *store, EarRecord *support)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc ((gint64) (ear_store_now_ms (store) / 1000));
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);
  g_autofree char *now = local == NULL ? NULL : g_date_time_format (local, "%Y-%m-%dT%H:%M");

  if (ear_record_get (support, EAR_AGENDA_SUPPORT_HAPPENED) == NULL)
    ear_record_set (support, EAR_AGENDA_SUPPORT_HAPPENED, now);
}

/**
 * ear_assembly_count_support:
 * @support: new; without a moment it happened now, and without a wording it was for the item as it is worded now
 *
 * Adds a count of support. One that was counted again is added too: the latest of its table and method holds.
 */
gboolean
ear_assembly_count_support (EarStore *store, EarRecord *support, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) item = NULL;
  EarId id;

  g_return_val_if_fail (support->kind == EAR_KIND_AGENDA_SUPPORT, FALSE);
  if (!ear_record_get_id (support, EAR_AGENDA_SUPPORT_ITEM, &id))
    id = EAR_ID_NONE;
  item = ear_change_get_live (store, EAR_KIND_AGENDA_ITEM, &id, error);
  if (item == NULL
      || (ear_record_get (support, EAR_AGENDA_SUPPORT_PARTICIPANT) != NULL
          && !is_live (store, EAR_KIND_PARTICIPANT, support, EAR_AGENDA_SUPPORT_PARTICIPANT, error)))
    return FALSE;
  if (!numbers_fit (support))
    {
      refuse (error, EAR_CAPTURE_ERROR_BAD_VALUE,
              _ ("Say how many: dots, or hands for, against and not sure, or fingers from a fist to five. Nothing was changed."));
      return FALSE;
    }
  fill_moment (store, support);
  if (ear_record_get (support, EAR_AGENDA_SUPPORT_WORDING) == NULL)
    ear_record_set (support, EAR_AGENDA_SUPPORT_WORDING, ear_record_get (item, EAR_AGENDA_ITEM_WORDING));
  return ear_change_put (store, support, before, error);
}

/* A link's id follows from its ends, so that two laptops that link the same two write one record. */
static EarRecord *
load_or_make (EarStore *store, EarKind kind, const EarId *one, const EarId *other, GError **error)
{
  EarId id = ear_id_derive_link (ear_kind_info (kind)->name, one, other);
  g_autoptr (GError) local = NULL;
  EarRecord *record = ear_store_get (store, kind, &id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    record = ear_record_new_with_id (kind, &id);
  if (record != NULL && !record->erased)
    {
      ear_record_set_id (record, 1, one);
      ear_record_set_id (record, 2, other);
    }
  return record;
}

/* The items to which a voice is said already. */
static GArray *
list_said (EarStore *store, const EarId *voice, GError **error)
{
  return list_ids (store,
                   "SELECT l.id FROM agenda_inputs l JOIN contributions c ON c.n = l.contribution WHERE c.id = ?1 AND l.state = 0",
                   voice, error);
}

static gboolean
take_off (EarStore *store, const EarId *link, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_AGENDA_INPUT, link, error);

  if (record == NULL)
    return FALSE;
  ear_change_remember (before, record);
  return ear_store_set_deleted (store, EAR_KIND_AGENDA_INPUT, link, TRUE, error);
}

static gboolean
say (EarStore *store, const EarId *voice, const EarId *item, const char *stance, EarCodebookBefore *before, GError **error)
{
  g_autoptr (GArray) said = list_said (store, voice, error);
  g_autoptr (EarRecord) link = item == NULL ? NULL : load_or_make (store, EAR_KIND_AGENDA_INPUT, voice, item, error);

  if (said == NULL || (item != NULL && link == NULL))
    return FALSE;
  for (guint i = 0; i < said->len; i++)
    {
      const EarId *id = &g_array_index (said, EarId, i);

      if ((link == NULL || !ear_id_equal (id, &link->id)) && !take_off (store, id, before, error))
        return FALSE;
    }
  if (link == NULL)
    return TRUE;
  ear_record_set_flag (link, EAR_FIELD_DELETED, FALSE);
  ear_record_set (link, EAR_AGENDA_INPUT_STANCE, stance);
  return ear_change_put (store, link, before, error);
}

/**
 * ear_assembly_say:
 * @item: (nullable): %NULL: to none
 * @stance: (nullable): a word of EAR_TERMS_STANCE; %NULL: an input like others
 *
 * Says to which item a voice was said, and as what it is kept. It may be one that was removed from the agenda meanwhile: what
 * people said is kept with it, and shown under it as removed.
 */
gboolean
ear_assembly_say (EarStore *store, const EarId *voice, const EarId *item, const char *stance, EarCodebookBefore *before,
                  GError **error)
{
  g_autoptr (EarRecord) here = ear_change_get_live (store, EAR_KIND_CONTRIBUTION, voice, error);

  if (here == NULL)
    return FALSE;
  if (stance != NULL && ear_term_index (EAR_TERMS_STANCE, stance) < 0)
    {
      refuse (error, EAR_CAPTURE_ERROR_BAD_VALUE, _ ("It can be kept as agreement, as a concern or as a minority view. Nothing was changed."));
      return FALSE;
    }
  if (!ear_store_begin (store, error))
    return FALSE;
  return ear_change_finish (store, say (store, voice, item, stance, before, error), error);
}

/**
 * ear_assembly_link_action:
 * @linked: %FALSE: it follows from the item no more
 *
 * Says that an action follows from an item. It may be one that was removed from the agenda meanwhile, as for
 * ear_assembly_say().
 */
gboolean
ear_assembly_link_action (EarStore *store, const EarId *item, const EarId *action, gboolean linked, EarCodebookBefore *before,
                          GError **error)
{
  g_autoptr (EarRecord) there = linked ? ear_change_get_live (store, EAR_KIND_ACTION, action, error) : NULL;
  g_autoptr (EarRecord) link = NULL;

  if (linked && there == NULL)
    return FALSE;
  link = load_or_make (store, EAR_KIND_AGENDA_ACTION, item, action, error);
  if (link == NULL)
    return FALSE;
  ear_record_set_flag (link, EAR_FIELD_DELETED, !linked);
  return ear_change_put (store, link, before, error);
}

/**
 * ear_assembly_remove:
 * @kind: an item, a count of support or a table
 *
 * Deletes it. What was said to an item or at a table stays, is shown as said to one that was removed, and comes back with it.
 */
gboolean
ear_assembly_remove (EarStore *store, EarKind kind, const EarId *id, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = NULL;

  g_return_val_if_fail (kind == EAR_KIND_AGENDA_ITEM || kind == EAR_KIND_AGENDA_SUPPORT || kind == EAR_KIND_PARTICIPANT, FALSE);
  record = ear_change_get_live (store, kind, id, error);
  if (record == NULL)
    return FALSE;
  ear_change_remember (before, record);
  return ear_store_set_deleted (store, kind, id, TRUE, error);
}
