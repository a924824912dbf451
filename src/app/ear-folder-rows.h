/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the shared folder that a person should see one by one, as rows of an expander that they fill anew. */
#pragma once

#include <adwaita.h>

#include "ear-folder.h"

G_BEGIN_DECLS

typedef struct _EarFolderRows EarFolderRows;

/* Told of the path of a card that is to be looked at. */
typedef void (*EarFolderCardFunc) (const char *path, gpointer data);

EarFolderRows *ear_folder_rows_new (AdwExpanderRow *left, AdwExpanderRow *cards, EarFolderCardFunc look_at, gpointer data);
void ear_folder_rows_free (EarFolderRows *rows);
void ear_folder_rows_show (EarFolderRows *rows, const EarFolderLook *look);

G_END_DECLS
