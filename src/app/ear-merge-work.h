/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in and out, on the workbook's thread. */
#pragma once

#include "ear-exchange.h"
#include "ear-progress-box.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

void ear_merge_file_async (EarWorkbook *workbook, GFile *file, EarProgressShare *share, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
EarMergeResult *ear_merge_file_finish (GAsyncResult *result, GError **error);
void ear_merge_result_free (EarMergeResult *result);

void ear_export_file_async (EarWorkbook *workbook, GFile *file, EarProgressShare *share, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
gboolean ear_export_file_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarMergeResult, ear_merge_result_free)

G_END_DECLS
