/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-action-work.h"

#include <glib/gi18n-lib.h>

#include "ear-action-list.h"
#include "ear-assembly-work.h"
#include "ear-change.h"
#include "ear-terms.h"

static void
refuse (GError **error, EarCaptureError code, const char *message)
{
  g_set_error_literal (error, EAR_CAPTURE_ERROR, (int) code, message);
}

/* A day that nobody gave is today: what is written down while people talk has just happened. */
static void
fill_day (EarStore *store, EarRecord *record, guint field)
{
  g_autofree char *today = NULL;

  if (ear_record_get (record, field) != NULL)
    return;
  today = ear_action_today (store);
  ear_record_set (record, field, today);
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

/* Saying no is an answer; saying no without a reason is none. */
static gboolean
check_step (EarStore *store, EarRecord *step, GError **error)
{
  const char *status = ear_record_get (step, EAR_ACTION_STEP_STATUS);

  if (!is_live (store, EAR_KIND_ACTION, step, EAR_ACTION_STEP_ACTION, error))
    return FALSE;
  fill_day (store, step, EAR_ACTION_STEP_HAPPENED);
  if (ear_term_index (EAR_TERMS_STATUS, status) < 0)
    refuse (error, EAR_CAPTURE_ERROR_BAD_VALUE, _ ("Say how far the action is. Nothing was changed."));
  else if (g_str_equal (status, EAR_STATUS_WILL_NOT_DO) && ear_record_get (step, EAR_ACTION_STEP_ANSWER) == NULL)
    refuse (error, EAR_CAPTURE_ERROR_NO_REASON,
            _ ("Say why it will not be done: people who asked for it are owed the reason. Nothing was changed."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check (EarStore *store, EarRecord *record, GError **error)
{
  switch (record->kind)
    {
    case EAR_KIND_ACTION_STEP:
      return check_step (store, record, error);
    case EAR_KIND_ACTION_TELLING:
      fill_day (store, record, EAR_ACTION_TELLING_TOLD_ON);
      return is_live (store, EAR_KIND_ACTION, record, EAR_ACTION_TELLING_ACTION, error)
             && is_live (store, EAR_KIND_GROUP, record, EAR_ACTION_TELLING_GROUP, error);
    case EAR_KIND_COPRODUCTION:
      fill_day (store, record, EAR_COPRODUCTION_HAPPENED);
      if (ear_record_get (record, EAR_COPRODUCTION_TITLE) == NULL)
        break;
      return TRUE;
    case EAR_KIND_ACTION:
      if (ear_record_get (record, EAR_ACTION_TITLE) == NULL)
        break;
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
  refuse (error, EAR_CAPTURE_ERROR_NO_TITLE, _ ("Say in a few words what it is. Nothing was changed."));
  return FALSE;
}

/**
 * ear_action_put:
 * @record: an action, a step or a telling of one, or a co-production: new, or from ear_store_get() with fields set, so that
 *   what came in meanwhile is kept beside it
 * @before: (nullable): gets what ear_codebook_take_back() needs
 *
 * Writes the record. A step or a telling without a day gets today's.
 */
gboolean
ear_action_put (EarStore *store, EarRecord *record, EarCodebookBefore *before, GError **error)
{
  return check (store, record, error) && ear_change_put (store, record, before, error);
}

static EarKind
link_kind (EarKind kind, guint *field)
{
  switch (kind)
    {
    case EAR_KIND_CONTRIBUTION:
      *field = EAR_ACTION_CONTRIBUTION_CONTRIBUTION;
      return EAR_KIND_ACTION_CONTRIBUTION;
    case EAR_KIND_THEME:
      *field = EAR_ACTION_THEME_THEME;
      return EAR_KIND_ACTION_THEME;
    case EAR_KIND_PRIORITY:
      *field = EAR_ACTION_PRIORITY_PRIORITY;
      return EAR_KIND_ACTION_PRIORITY;
    case EAR_KIND_GROUP:
      *field = EAR_ACTION_GROUP_GROUP;
      return EAR_KIND_ACTION_GROUP;
    default:
      g_return_val_if_reached (EAR_KIND_ACTION_GROUP);
    }
}

/* A link's id follows from its ends, so that two laptops that link the same two write one record. */
static EarRecord *
load_or_make (EarStore *store, EarKind kind, const EarId *one, guint field, const EarId *other, GError **error)
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
      ear_record_set_id (record, field, other);
    }
  return record;
}

/**
 * ear_action_link:
 * @linked: %FALSE lets the action no longer answer it
 *
 * Lets an action answer a voice, a theme, a priority or a group, or follow from an item of an Assembly's agenda.
 */
gboolean
ear_action_link (EarStore *store, const EarId *action, const EarActionEnd *end, gboolean linked, EarCodebookBefore *before,
                 GError **error)
{
  guint field = 0;
  EarKind kind;
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (EarRecord) there = NULL;
  g_autoptr (EarRecord) record = NULL;

  /* This link is the Assembly's: its id follows from the item first. */
  if (end->kind == EAR_KIND_AGENDA_ITEM)
    return ear_assembly_link_action (store, &end->id, action, linked, before, error);
  kind = link_kind (end->kind, &field);
  here = ear_change_get_live (store, EAR_KIND_ACTION, action, error);
  there = here == NULL ? NULL : ear_change_get_live (store, end->kind, &end->id, error);
  record = there == NULL ? NULL : load_or_make (store, kind, action, field, &end->id, error);
  if (record == NULL)
    return FALSE;
  ear_record_set_flag (record, EAR_FIELD_DELETED, !linked);
  return ear_change_put (store, record, before, error);
}

/**
 * ear_action_answer:
 * @action: as ear_action_put() takes it
 * @step: (nullable): how far it is; its action is set here
 * @ends: (array length=n_ends) (nullable): what it answers beside what it does already
 *
 * Writes an action with all that is known of it at once: all of it, or nothing.
 */
gboolean
ear_action_answer (EarStore *store, EarRecord *action, EarRecord *step, const EarActionEnd *ends, guint n_ends,
                   EarCodebookBefore *before, GError **error)
{
  gboolean done;

  if (!ear_store_begin (store, error))
    return FALSE;
  done = ear_action_put (store, action, before, error);
  if (done && step != NULL)
    {
      ear_record_set_id (step, EAR_ACTION_STEP_ACTION, &action->id);
      done = ear_action_put (store, step, before, error);
    }
  for (guint i = 0; i < n_ends && done; i++)
    done = ear_action_link (store, &action->id, &ends[i], TRUE, before, error);
  return ear_change_finish (store, done, error);
}

/**
 * ear_action_tell:
 * @actions: (array length=n_actions): what the group was told about
 * @day: (nullable): when; %NULL: today
 * @how: (nullable): how, in a few words
 *
 * Notes that a group was told. Each telling is a record of its own: a group may be told several times.
 */
gboolean
ear_action_tell (EarStore *store, const EarId *actions, guint n_actions, const EarId *group, const char *day, const char *how,
                 EarCodebookBefore *before, GError **error)
{
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < n_actions && done; i++)
    {
      g_autoptr (EarRecord) telling = ear_record_new (EAR_KIND_ACTION_TELLING);

      ear_record_set_id (telling, EAR_ACTION_TELLING_ACTION, &actions[i]);
      ear_record_set_id (telling, EAR_ACTION_TELLING_GROUP, group);
      ear_record_set (telling, EAR_ACTION_TELLING_TOLD_ON, day);
      ear_record_set (telling, EAR_ACTION_TELLING_TOLD_HOW, how);
      done = ear_action_put (store, telling, before, error);
    }
  return ear_change_finish (store, done, error);
}

/**
 * ear_action_remove:
 * @kind: an action, a step or a telling of one, or a co-production
 *
 * Deletes it. What hangs on an action stays with it and comes back with it.
 */
gboolean
ear_action_remove (EarStore *store, EarKind kind, const EarId *id, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, kind, id, error);

  if (record == NULL)
    return FALSE;
  ear_change_remember (before, record);
  return ear_store_set_deleted (store, kind, id, TRUE, error);
}

/**
 * ear_coproduction_set_group:
 * @present: %FALSE takes the group off
 * @people: how many of it took part; -1 where nobody counted
 *
 * Says who took part in a co-production.
 */
gboolean
ear_coproduction_set_group (EarStore *store, const EarId *coproduction, const EarId *group, gboolean present, gint64 people,
                            EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) here = ear_change_get_live (store, EAR_KIND_COPRODUCTION, coproduction, error);
  g_autoptr (EarRecord) there = here == NULL ? NULL : ear_change_get_live (store, EAR_KIND_GROUP, group, error);
  g_autoptr (EarRecord) record
    = there == NULL
        ? NULL
        : load_or_make (store, EAR_KIND_COPRODUCTION_GROUP, coproduction, EAR_COPRODUCTION_GROUP_GROUP, group, error);

  if (record == NULL)
    return FALSE;
  ear_record_set_flag (record, EAR_FIELD_DELETED, !present);
  ear_record_set_integer (record, EAR_COPRODUCTION_GROUP_PEOPLE, people);
  return ear_change_put (store, record, before, error);
}
