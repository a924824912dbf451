/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-action-data.h"

#include <glib/gi18n.h>

#include "ear-desk-work.h"
#include "ear-occasion-work.h"

EarLedgerQuery *
ear_ledger_query_copy (const EarLedgerQuery *query)
{
  EarLedgerQuery *copy = g_memdup2 (query, sizeof *query);

  copy->search = g_strdup (query->search);
  copy->status = g_strdup (query->status);
  return copy;
}

void
ear_ledger_query_free (EarLedgerQuery *query)
{
  if (query == NULL)
    return;
  g_free (query->search);
  g_free (query->status);
  g_free (query);
}

gboolean
ear_ledger_query_is_empty (const EarLedgerQuery *query)
{
  return (query->search == NULL || *query->search == '\0') && query->status == NULL && !query->overdue
         && ear_id_is_none (&query->group) && ear_id_is_none (&query->theme) && ear_id_is_none (&query->priority)
         && ear_id_is_none (&query->organisation);
}

static const EarId *
id_or_null (const EarId *id)
{
  return ear_id_is_none (id) ? NULL : id;
}

static gboolean
load_actions (EarStore *store, const EarLedgerQuery *query, EarLedger *ledger, GError **error)
{
  static const EarKind facets[] = { EAR_KIND_GROUP, EAR_KIND_THEME, EAR_KIND_PRIORITY, EAR_KIND_ORGANISATION };
  EarActionFilter filter = {
    .search = query->search,
    .status = query->status,
    .group = id_or_null (&query->group),
    .theme = id_or_null (&query->theme),
    .priority = id_or_null (&query->priority),
    .organisation = id_or_null (&query->organisation),
    .overdue = query->overdue,
  };
  g_autoptr (GPtrArray) all = NULL;

  ledger->actions = ear_action_list (store, &filter, error);
  if (ledger->actions == NULL)
    return FALSE;
  ledger->has_actions = ledger->actions->len > 0;
  if (!ledger->has_actions && !ear_ledger_query_is_empty (query))
    {
      all = ear_action_list (store, NULL, error);
      if (all == NULL)
        return FALSE;
      ledger->has_actions = all->len > 0;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (facets); i++)
    {
      ledger->facets[i] = ear_action_facet (store, facets[i], error);
      if (ledger->facets[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_ledger_load:
 * @query: an EarLedgerQuery
 *
 * Returns: (transfer full) (nullable): all that the page shows. An EarWorkbookFunc.
 */
gpointer
ear_ledger_load (EarStore *store, gpointer query, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarLedger *ledger = g_new0 (EarLedger, 1);
  const EarLedgerQuery *asked = query;

  ledger->before = ear_unanswered_before (store, asked->months);
  if (load_actions (store, asked, ledger, error)
      && (ledger->gaps = ear_action_gaps (store, ledger->before, error)) != NULL
      && (ledger->log = ear_coproduction_list (store, NULL, error)) != NULL
      && (ledger->ladder = ear_coproduction_ladder (store, error)) != NULL)
    return ledger;
  ear_ledger_free (ledger);
  return NULL;
}

void
ear_ledger_free (EarLedger *ledger)
{
  if (ledger == NULL)
    return;
  g_clear_pointer (&ledger->actions, g_ptr_array_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (ledger->facets); i++)
    g_clear_pointer (&ledger->facets[i], g_ptr_array_unref);
  g_clear_pointer (&ledger->gaps, ear_action_gaps_free);
  g_clear_pointer (&ledger->log, g_ptr_array_unref);
  g_clear_pointer (&ledger->ladder, g_ptr_array_unref);
  g_free (ledger->before);
  g_free (ledger);
}

/* As many as a person reads; the count is complete. */
#define MAX_VOICES 50

/**
 * ear_action_view_load:
 * @id: an EarId
 *
 * Returns: (transfer full) (nullable): the action; its row is %NULL where it is not here any more. An EarWorkbookFunc.
 */
gpointer
ear_action_view_load (EarStore *store, gpointer id, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarActionFilter filter = { .action = id };
  EarActionView *view = g_new0 (EarActionView, 1);
  g_autoptr (GPtrArray) rows = ear_action_list (store, &filter, error);
  g_autoptr (GError) local = NULL;

  if (rows != NULL && rows->len > 0)
    view->row = g_ptr_array_steal_index (rows, 0);
  view->record = rows == NULL ? NULL : ear_store_get (store, EAR_KIND_ACTION, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (rows != NULL && (view->trail = ear_action_trail (store, id, MAX_VOICES, error)) != NULL
           && (view->ends = ear_action_ends (store, id, error)) != NULL)
    return view;
  ear_action_view_free (view);
  return NULL;
}

void
ear_action_view_free (EarActionView *view)
{
  if (view == NULL)
    return;
  ear_action_row_free (view->row);
  ear_record_free (view->record);
  ear_action_trail_free (view->trail);
  g_clear_pointer (&view->ends, g_ptr_array_unref);
  g_free (view);
}

/**
 * ear_action_deed_new:
 * @said: what is said once it is done
 */
EarActionDeed *
ear_action_deed_new (const char *said)
{
  EarActionDeed *deed = g_new0 (EarActionDeed, 1);

  deed->ends = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));
  deed->said = g_strdup (said);
  return deed;
}

void
ear_action_deed_add_end (EarActionDeed *deed, EarKind kind, const EarId *id)
{
  EarActionEnd end = { kind, *id };

  g_array_append_val (deed->ends, end);
}

static void
deed_free (gpointer data)
{
  EarActionDeed *deed = data;

  ear_record_free (deed->record);
  ear_record_free (deed->step);
  g_free (deed->organisation);
  g_array_unref (deed->ends);
  g_clear_pointer (&deed->told, g_array_unref);
  g_clear_pointer (&deed->groups, g_array_unref);
  g_clear_pointer (&deed->people, g_array_unref);
  g_clear_pointer (&deed->absent, g_array_unref);
  g_free (deed->day);
  g_free (deed->how);
  g_free (deed->said);
  g_free (deed);
}

static gboolean
set_organisation (EarStore *store, EarActionDeed *deed, EarCodebookBefore *before, GError **error)
{
  g_autofree char *name = ear_value_tidy (EAR_TYPE_LINE, deed->organisation);
  guint field = 0;
  EarId id;

  if (name == NULL || deed->record == NULL)
    return TRUE;
  if (!ear_organisation_find_or_make (store, name, &id, before, error))
    return FALSE;
  if (ear_field_from_name (deed->record->kind, "organisation", &field))
    ear_record_set_id (deed->record, field, &id);
  if (deed->step != NULL)
    ear_record_set_id (deed->step, EAR_ACTION_STEP_ORGANISATION, &id);
  return TRUE;
}

static gboolean
tell (EarStore *store, EarActionDeed *deed, EarCodebookBefore *before, GError **error)
{
  for (guint i = 0; i < deed->groups->len; i++)
    {
      if (!ear_action_tell (store, (const EarId *) (gpointer) deed->told->data, deed->told->len,
                            &g_array_index (deed->groups, EarId, i), deed->day, deed->how, before, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_groups (EarStore *store, EarActionDeed *deed, EarCodebookBefore *before, GError **error)
{
  for (guint i = 0; deed->groups != NULL && i < deed->groups->len; i++)
    {
      if (!ear_coproduction_set_group (store, &deed->record->id, &g_array_index (deed->groups, EarId, i), TRUE,
                                       g_array_index (deed->people, gint64, i), before, error))
        return FALSE;
    }
  for (guint i = 0; deed->absent != NULL && i < deed->absent->len; i++)
    {
      if (!ear_coproduction_set_group (store, &deed->record->id, &g_array_index (deed->absent, EarId, i), FALSE, -1, before, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
link_ends (EarStore *store, EarActionDeed *deed, EarCodebookBefore *before, GError **error)
{
  for (guint i = 0; i < deed->ends->len; i++)
    {
      if (!ear_action_link (store, &deed->action, &g_array_index (deed->ends, EarActionEnd, i), !deed->unlinks, before, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
do_all (EarStore *store, EarActionDeed *deed, EarCodebookBefore *before, GError **error)
{
  if (!ear_id_is_none (&deed->removed))
    return ear_action_remove (store, deed->removes, &deed->removed, before, error);
  if (deed->told != NULL)
    return tell (store, deed, before, error);
  if (!set_organisation (store, deed, before, error))
    return FALSE;
  if (deed->record == NULL)
    return link_ends (store, deed, before, error);
  if (deed->record->kind == EAR_KIND_ACTION)
    return ear_action_answer (store, deed->record, deed->step, (const EarActionEnd *) (gpointer) deed->ends->data, deed->ends->len,
                              before, error);
  return ear_action_put (store, deed->record, before, error) && set_groups (store, deed, before, error);
}

static gboolean
do_deed (EarStore *store, gpointer deed, GPtrArray *before, GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (do_all (store, deed, before, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

static void
end_deed (gpointer object, gpointer data, gboolean done)
{
  EarActionDeed *deed = data;

  if (done && deed->done != NULL)
    deed->done (object);
}

/**
 * ear_action_deed_do:
 * @deed: (transfer full)
 * @done: (nullable): called with @data once it is written
 *
 * Does it in one transaction. It is taken back, and done again, as every deed is. Where it is refused a dialog says why.
 */
void
ear_action_deed_do (EarWindow *window, EarActionDeed *deed, EarActionDone done, GObject *data)
{
  deed->done = done;
  ear_deed_run (window, do_deed, deed, deed_free, deed->said, end_deed, data);
}
