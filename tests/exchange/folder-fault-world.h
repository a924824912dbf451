/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook that writes to an exchange folder while its disk, the folder's disk or the power fails; and a partner with the same
 * folder. Each moment is tried with copies of how both began. */
#pragma once

#include <sys/resource.h>

#include "fault-world.h"
#include "folder-world.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *base, *base_place; /* the workbook and its folder as they begin */
  char *work, *work_place; /* their copies, which meet the fault */
  char *partner, *reader;  /* the partner's workbook, and its copy */
} FolderFaultWorld;

/* A new one, in a folder of its own; the two workbooks are not made yet. */
FolderFaultWorld *folder_fault_world_new (void);
void folder_fault_world_free (FolderFaultWorld *world);

/* A workbook at a path that is its own, with an exchange folder and keys. */
EarStore *folder_fault_world_store (const char *path, const char *name, const char *place);

/* The workbook is about to write to the folder where it will meet the fault. It is closed. */
void folder_fault_world_set_work (FolderFaultWorld *world, EarStore *base);

void folder_fault_world_begin_anew (FolderFaultWorld *world);

/* A copy of the partner's workbook, beside the folder as it is now. */
EarStore *folder_fault_world_reader (FolderFaultWorld *world);

/* No file grows beyond so many bytes any more; RLIM_INFINITY: as before. SIGXFSZ must be ignored. */
void folder_fault_world_limit_files (rlim_t bytes);

G_END_DECLS
