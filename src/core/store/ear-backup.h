/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a workbook, and the proof that a workbook is whole. */
#pragma once

#include "ear-connection.h"

G_BEGIN_DECLS

gboolean ear_backup_make (EarConnection *connection, const char *path, const char *passphrase, GError **error);
GPtrArray *ear_backup_check (EarConnection *connection, guint64 *n_rows, GError **error);

G_END_DECLS
