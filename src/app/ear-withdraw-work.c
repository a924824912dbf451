/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-withdraw-work.h"

typedef struct
{
  EarKind kind;
  EarId id;
} Target;

static Target *
target_new (EarKind kind, const EarId *id)
{
  Target *target = g_new0 (Target, 1);

  *target = (Target) { kind, *id };
  return target;
}

void
ear_withdraw_look_free (EarWithdrawLook *look)
{
  if (look == NULL)
    return;
  ear_withdraw_preview_clear (&look->voice);
  ear_withdraw_preview_clear (&look->person);
  g_free (look);
}

static gpointer
look_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Target *target = data;
  g_autoptr (EarWithdrawLook) look = g_new0 (EarWithdrawLook, 1);

  look->has_voice = target->kind == EAR_KIND_CONTRIBUTION;
  look->voice_id = target->id;
  look->person_id = target->id;
  if (look->has_voice)
    {
      if (!ear_withdraw_preview (store, EAR_KIND_CONTRIBUTION, &target->id, &look->voice, error))
        return NULL;
      if (look->voice.who != NULL)
        look->person_id = look->voice.who->id;
    }
  look->has_person = !look->has_voice || look->voice.who != NULL;
  if (look->has_person && !ear_withdraw_preview (store, EAR_KIND_PARTICIPANT, &look->person_id, &look->person, error))
    return NULL;
  return g_steal_pointer (&look);
}

/**
 * ear_withdraw_look_async:
 * @kind: %EAR_KIND_PARTICIPANT or %EAR_KIND_CONTRIBUTION
 *
 * Reads what withdrawing would erase, and erases nothing. Main thread, like all of these.
 */
void
ear_withdraw_look_async (EarWorkbook *workbook, EarKind kind, const EarId *id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  ear_workbook_run_async (workbook, FALSE, look_job, target_new (kind, id), g_free, (GDestroyNotify) ear_withdraw_look_free,
                          cancellable, callback, user_data);
}

EarWithdrawLook *
ear_withdraw_look_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error)
{
  return ear_workbook_run_finish (workbook, result, error);
}

static gpointer
find_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_withdraw_find (store, data, NULL, NULL, error);
}

void
ear_withdraw_find_async (EarWorkbook *workbook, const char *code_word, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  ear_workbook_run_async (workbook, FALSE, find_job, g_strdup (code_word), g_free, (GDestroyNotify) g_ptr_array_unref,
                          cancellable, callback, user_data);
}

GPtrArray *
ear_withdraw_find_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error)
{
  return ear_workbook_run_finish (workbook, result, error);
}

static gpointer
withdraw_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Target *target = data;
  gboolean done = target->kind == EAR_KIND_CONTRIBUTION ? ear_withdraw_voice (store, &target->id, error)
                                                        : ear_withdraw_participant (store, &target->id, error);

  return GINT_TO_POINTER (done);
}

/**
 * ear_withdraw_async:
 * @kind: %EAR_KIND_PARTICIPANT or %EAR_KIND_CONTRIBUTION
 *
 * Erases it, all or nothing. There is no way back.
 */
void
ear_withdraw_async (EarWorkbook *workbook, EarKind kind, const EarId *id, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  ear_workbook_run_async (workbook, TRUE, withdraw_job, target_new (kind, id), g_free, NULL, cancellable, callback, user_data);
}

gboolean
ear_withdraw_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error)
{
  return ear_workbook_run_finish (workbook, result, error) != NULL;
}
