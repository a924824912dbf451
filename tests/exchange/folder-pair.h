/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two workbooks that share an exchange folder. */
#pragma once

#include "folder-world.h"

G_BEGIN_DECLS

typedef struct
{
  EarTestFolder root;
  EarStore *a, *b;
  char *a_place, *b_place;
  EarRecord *session;
} FolderPair;

void folder_pair_begin (FolderPair *world, EarFolderSeal seal);
void folder_pair_end (FolderPair *world);
EarId folder_pair_say (FolderPair *world, const char *words);
void folder_pair_replicate (FolderPair *world);
char *folder_pair_in_b (FolderPair *world, const char *name);
EarFolderFate folder_pair_fate_in_b (FolderPair *world, const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FolderPair, folder_pair_end)

G_END_DECLS
