/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-target-work.h"

#include <glib/gi18n-lib.h>

#include "ear-change.h"
#include "ear-fields.h"

/* The same target set on two laptops is one record, whose numbers may then be rivals. */
static EarId
derive (const EarTargetEdit *edit)
{
  char group[EAR_ID_TEXT_SIZE] = "", place[EAR_ID_TEXT_SIZE] = "";
  const char *const parts[] = { "urn:earshot:target:1",
                                edit->group == NULL ? "" : ear_id_format (edit->group, group),
                                edit->place == NULL ? "" : ear_id_format (edit->place, place),
                                edit->from == NULL ? "" : edit->from,
                                edit->until == NULL ? "" : edit->until,
                                NULL };

  return ear_id_derive (parts);
}

static gboolean
check (const EarTargetEdit *edit, GError **error)
{
  const char *wrong = NULL;

  if (edit->voices == 0)
    wrong = _ ("Say how many voices are wanted: one at least. Nothing was changed.");
  else if (edit->from != NULL && edit->until != NULL && g_strcmp0 (edit->from, edit->until) > 0)
    wrong = _ ("The period ends before it begins. Nothing was changed: give the earlier day first.");
  if (wrong != NULL)
    g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_TARGET, wrong);
  return wrong == NULL;
}

/**
 * ear_target_set:
 * @before: (nullable): what it was like
 *
 * Sets how many voices are wanted, or changes it where there is a target for the same group, place and period.
 */
gboolean
ear_target_set (EarStore *store, const EarTargetEdit *edit, EarCodebookBefore *before, GError **error)
{
  EarId own = derive (edit);
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = NULL;

  if (!check (edit, error))
    return FALSE;
  record = ear_store_get (store, EAR_KIND_TARGET, &own, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL)
    record = ear_record_new_with_id (EAR_KIND_TARGET, &own);
  ear_change_remember (before, record);
  ear_record_set_flag (record, EAR_FIELD_DELETED, FALSE);
  if (edit->group != NULL)
    ear_record_set_id (record, EAR_TARGET_GROUP, edit->group);
  if (edit->place != NULL)
    ear_record_set_id (record, EAR_TARGET_PLACE, edit->place);
  ear_record_set (record, EAR_TARGET_FROM, edit->from);
  ear_record_set (record, EAR_TARGET_UNTIL, edit->until);
  ear_record_set_integer (record, EAR_TARGET_VOICES, edit->voices);
  if (edit->sessions > 0)
    ear_record_set_integer (record, EAR_TARGET_SESSIONS, edit->sessions);
  else
    ear_record_set (record, EAR_TARGET_SESSIONS, NULL);
  ear_record_set (record, EAR_TARGET_REASON, edit->reason);
  return ear_store_put (store, record, error);
}

/**
 * ear_target_unset:
 *
 * Takes a target away; ear_store_set_deleted() brings it back.
 */
gboolean
ear_target_unset (EarStore *store, const EarId *id, GError **error)
{
  return ear_store_set_deleted (store, EAR_KIND_TARGET, id, TRUE, error);
}

static gboolean
add_group (EarStore *store, const EarId *session, const EarId *group, GError **error)
{
  EarId id = ear_id_derive_link (ear_kind_info (EAR_KIND_SESSION_GROUP)->name, session, group);
  g_autoptr (EarRecord) link = ear_record_new_with_id (EAR_KIND_SESSION_GROUP, &id);

  ear_record_set_id (link, EAR_SESSION_GROUP_SESSION, session);
  ear_record_set_id (link, EAR_SESSION_GROUP_GROUP, group);
  return ear_store_put (store, link, error);
}

/**
 * ear_session_plan:
 * @group: (nullable): who is to be there
 * @place: (nullable): where
 * @title: what the session is called until it is held
 * @id: (out): the session
 *
 * Writes a session that is still to be held: without a time and without voices.
 */
gboolean
ear_session_plan (EarStore *store, const EarId *group, const EarId *place, const char *title, EarId *id, GError **error)
{
  g_autoptr (EarRecord) session = ear_record_new (EAR_KIND_SESSION);

  *id = session->id;
  ear_record_set (session, EAR_SESSION_TITLE, title);
  if (place != NULL)
    ear_record_set_id (session, EAR_SESSION_PLACE, place);
  if (!ear_store_begin (store, error))
    return FALSE;
  if (ear_store_put (store, session, error) && (group == NULL || add_group (store, id, group, error)))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}
