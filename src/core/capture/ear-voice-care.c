/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-care.h"

#include <glib/gi18n-lib.h>

/* Settings are of this workbook and are in no bundle. */
#define PROCEDURE "safeguarding-procedure"
#define PHONE "safeguarding-phone"

/**
 * ear_voice_permission_new:
 * @permission: (nullable): a word of EAR_TERMS_PERMISSION, %NULL to leave it to the speaker and the session
 *
 * Returns: (transfer full): work for ear_voice_permission_job(). Any thread.
 */
EarVoicePermission *
ear_voice_permission_new (const EarId *id, const char *permission)
{
  EarVoicePermission *work = g_new0 (EarVoicePermission, 1);

  work->id = *id;
  work->permission = g_strdup (permission);
  return work;
}

EarVoicePermission *
ear_voice_permission_copy (const EarVoicePermission *work)
{
  EarVoicePermission *copy = ear_voice_permission_new (&work->id, work->permission);

  copy->was = work->was == NULL ? NULL : ear_record_copy (work->was);
  copy->after = work->after == NULL ? NULL : ear_record_copy (work->after);
  return copy;
}

void
ear_voice_permission_free (EarVoicePermission *work)
{
  if (work == NULL)
    return;
  g_free (work->permission);
  g_clear_pointer (&work->was, ear_record_free);
  g_clear_pointer (&work->after, ear_record_free);
  g_free (work);
}

static EarRecord *
load_voice (EarStore *store, const EarId *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) voice = ear_store_get (store, EAR_KIND_CONTRIBUTION, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (voice == NULL || voice->erased)
    g_set_error_literal (error, EAR_STORE_ERROR, EAR_STORE_ERROR_ERASED,
                         _ ("This voice is not here any more: it was withdrawn. Nothing was changed."));
  else
    return g_steal_pointer (&voice);
  return NULL;
}

/* The permission that holds, whoever said it. */
static char *
what_holds (EarStore *store, const EarId *id, GError **error)
{
  g_autoptr (EarStatement) find = ear_store_query (store, "SELECT permission FROM permissions WHERE id = ?1", error);

  if (find == NULL)
    return NULL;
  ear_statement_bind_id (find, 1, id);
  return ear_statement_step (find, error) == EAR_STEP_ROW ? g_strdup (ear_statement_get_text (find, 0)) : NULL;
}

/* Whoever chooses where people gave different permissions unknown to each other decides between them, so taking that back
 * puts all of them back. Where something else was written since, what held comes back: the strictest, never what showed. */
static EarVoicePermission *
decide_permission (EarStore *store, EarRecord *voice, const char *permission, GError **error)
{
  g_autoptr (EarVoicePermission) back = ear_voice_permission_new (&voice->id, NULL);

  back->permission = what_holds (store, &voice->id, error);
  if (back->permission == NULL)
    return NULL;
  back->was = ear_record_copy (voice);
  ear_record_decide (voice, EAR_CONTRIBUTION_PERMISSION, permission);
  if (!ear_store_put (store, voice, error))
    return NULL;
  back->after = ear_record_copy (voice);
  return g_steal_pointer (&back);
}

/**
 * ear_voice_permission_job:
 * @work: an EarVoicePermission
 *
 * Returns: (transfer full) (nullable): an EarVoicePermission that takes it back.
 */
gpointer
ear_voice_permission_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarVoicePermission *work = data;
  g_autoptr (EarRecord) voice = load_voice (store, &work->id, error);
  g_autoptr (EarVoicePermission) before = NULL;

  if (voice == NULL)
    return NULL;
  if (work->was != NULL)
    {
      gboolean done;

      before = ear_voice_permission_new (&work->id, ear_record_get (work->after, EAR_CONTRIBUTION_PERMISSION));
      if (!ear_store_put_back (store, work->after, work->was, &done, error))
        return NULL;
      if (done)
        return g_steal_pointer (&before);
      g_clear_pointer (&before, ear_voice_permission_free);
    }
  if (ear_field_in_conflict (&voice->fields[EAR_CONTRIBUTION_PERMISSION]))
    return decide_permission (store, voice, work->permission, error);
  before = ear_voice_permission_new (&work->id, ear_record_get (voice, EAR_CONTRIBUTION_PERMISSION));
  ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, work->permission);
  return ear_store_put (store, voice, error) ? g_steal_pointer (&before) : NULL;
}

/**
 * ear_safeguarding_new:
 *
 * Returns: (transfer full): nothing flagged yet. Any thread.
 */
EarSafeguarding *
ear_safeguarding_new (const EarId *id)
{
  EarSafeguarding *safeguarding = g_new0 (EarSafeguarding, 1);

  safeguarding->id = *id;
  return safeguarding;
}

void
ear_safeguarding_free (EarSafeguarding *safeguarding)
{
  if (safeguarding == NULL)
    return;
  g_free (safeguarding->words);
  g_free (safeguarding->note);
  g_free (safeguarding->procedure);
  g_free (safeguarding->phone);
  g_free (safeguarding);
}

static gboolean
load_procedure (EarStore *store, EarSafeguarding *safeguarding, GError **error)
{
  g_autoptr (GError) local = NULL;

  safeguarding->procedure = ear_store_get_setting (store, PROCEDURE, &local);
  if (local == NULL)
    safeguarding->phone = ear_store_get_setting (store, PHONE, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ear_safeguarding_load_job:
 * @id: an EarId of a voice; EAR_ID_NONE for the organisation's procedure alone
 *
 * Returns: (transfer full) (nullable): an EarSafeguarding.
 */
gpointer
ear_safeguarding_load_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarId *id = data;
  g_autoptr (EarSafeguarding) safeguarding = ear_safeguarding_new (id);
  g_autoptr (EarRecord) voice = ear_id_is_none (id) ? NULL : load_voice (store, id, error);
  const char *words;

  if (!ear_id_is_none (id))
    {
      if (voice == NULL)
        return NULL;
      words = ear_record_get (voice, EAR_CONTRIBUTION_TEXT);
      safeguarding->words = g_strdup (words != NULL ? words : ear_record_get (voice, EAR_CONTRIBUTION_ORIGINAL));
      safeguarding->flagged = ear_record_get_flag (voice, EAR_CONTRIBUTION_SAFEGUARDING);
      safeguarding->note = g_strdup (ear_record_get (voice, EAR_CONTRIBUTION_SAFEGUARDING_NOTE));
    }
  return load_procedure (store, safeguarding, error) ? g_steal_pointer (&safeguarding) : NULL;
}

/**
 * ear_safeguarding_save_job:
 * @safeguarding: an EarSafeguarding
 *
 * Writes the flag and the note of a voice. Returns always %NULL.
 */
gpointer
ear_safeguarding_save_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarSafeguarding *safeguarding = data;
  g_autoptr (EarRecord) voice = load_voice (store, &safeguarding->id, error);

  if (voice == NULL)
    return NULL;
  ear_record_set_flag (voice, EAR_CONTRIBUTION_SAFEGUARDING, safeguarding->flagged);
  ear_record_set (voice, EAR_CONTRIBUTION_SAFEGUARDING_NOTE, safeguarding->note);
  ear_store_put (store, voice, error);
  return NULL;
}

/**
 * ear_safeguarding_save_procedure_job:
 * @safeguarding: an EarSafeguarding
 *
 * Writes what the organisation says is to be done, and whom to ring. Returns always %NULL.
 */
gpointer
ear_safeguarding_save_procedure_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarSafeguarding *safeguarding = data;

  if (!ear_store_begin (store, error))
    return NULL;
  if (ear_store_set_setting (store, PROCEDURE, safeguarding->procedure, error)
      && ear_store_set_setting (store, PHONE, safeguarding->phone, error))
    ear_store_commit (store, error);
  else
    ear_store_rollback (store);
  return NULL;
}
