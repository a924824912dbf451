/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is there whole or not at all: written beside its place, brought to the disk, then given its name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EarSafeFile EarSafeFile;

EarSafeFile *ear_safe_file_new (const char *path, GError **error);
gboolean ear_safe_file_write (EarSafeFile *file, gconstpointer bytes, gsize size, GError **error);
gboolean ear_safe_file_finish (EarSafeFile *file, GError **error);
gboolean ear_safe_file_commit (EarSafeFile *file, GError **error);
void ear_safe_file_free (EarSafeFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSafeFile, ear_safe_file_free)

G_END_DECLS
