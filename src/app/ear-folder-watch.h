/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells when something stirs in a folder. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _EarFolderWatch EarFolderWatch;

EarFolderWatch *ear_folder_watch_new (void (*stirred) (gpointer data), gpointer data);
void ear_folder_watch_free (EarFolderWatch *watch);
void ear_folder_watch_set_path (EarFolderWatch *watch, const char *path); /* (nullable) */
const char *ear_folder_watch_get_path (EarFolderWatch *watch);            /* (nullable) */

G_END_DECLS
