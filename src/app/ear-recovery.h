/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was being saved when Earshot stopped without being asked to: finished when the workbook is opened again. What
 * was still being typed is not touched; it goes back into its line. */
#pragma once

#include "ear-workbook.h"

G_BEGIN_DECLS

void ear_recovery_run_async (EarWorkbook *workbook, GAsyncReadyCallback callback, gpointer user_data);
guint ear_recovery_finish (GAsyncResult *result, GError **error);

G_END_DECLS
