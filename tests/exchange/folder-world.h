/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks that share an exchange folder. Whatever is not asked about aborts the test on failure. */
#pragma once

#include "ear-folder.h"
#include "exchange-world.h"

G_BEGIN_DECLS

/* A workbook NAME with keys, and a folder NAME.d of its own, which is set. */
EarStore *folder_world_store (const char *root, const char *name, EarFolderSeal seal);
char *folder_world_place (const char *root, const char *name);
void folder_world_set (EarStore *store, const char *place, EarFolderSeal seal);

/* @store accepts @other, whose keys it knows from then on. */
void folder_world_accept (EarStore *store, EarStore *other);
void folder_world_meet (EarStore *one, EarStore *other);

EarFolderLook *folder_world_look (EarStore *store);
const EarFolderFile *folder_world_file (const EarFolderLook *look, const char *name); /* NULL: none */
char *folder_world_write (EarStore *store, EarFolderDue expected); /* the file's path, or NULL */
guint folder_world_merge (EarStore *store); /* of all that is new; how many files */

GStrv folder_world_names (const char *place); /* sorted, hidden ones too */
void folder_world_copy (const char *from, const char *to, gssize bytes); /* -1: all */

G_END_DECLS
