/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Withdrawing consent on the workbook's thread: looking and erasing. */
#pragma once

#include "ear-withdraw.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* What would go: with one voice, and with all that its speaker said. */
typedef struct
{
  gboolean has_voice, has_person;
  EarId voice_id, person_id;
  EarWithdrawPreview voice, person;
} EarWithdrawLook;

void ear_withdraw_look_free (EarWithdrawLook *look);
void ear_withdraw_look_async (EarWorkbook *workbook, EarKind kind, const EarId *id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
EarWithdrawLook *ear_withdraw_look_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);

/* (transfer full) (element-type EarWithdrawFound) */
void ear_withdraw_find_async (EarWorkbook *workbook, const char *code_word, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *ear_withdraw_find_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);

void ear_withdraw_async (EarWorkbook *workbook, EarKind kind, const EarId *id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
gboolean ear_withdraw_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarWithdrawLook, ear_withdraw_look_free)

G_END_DECLS
