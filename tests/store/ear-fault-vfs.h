/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that goes wrong when told to: a VFS around SQLite's own, and an allocator around its own. For tests of what
 * a workbook is after the worst moment. One thread at a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  EAR_FAULT_NONE,
  EAR_FAULT_ERROR, /* the disk does not answer */
  EAR_FAULT_FULL,  /* the disk is full */
  EAR_FAULT_KILL,  /* kill -9: what was written stays written */
  EAR_FAULT_POWER, /* power loss: nothing that was not synced is on the disk */
  EAR_FAULT_TORN,  /* power loss: any part of it may be, half pages too */
} EarFault;

/* Makes the faulty disk the default one. Before anything is opened. */
void ear_fault_vfs_register (void);

/* The @nth operation that changes the disk, from 1, fails; and all after it where @for_good. */
void ear_fault_arm (EarFault fault, guint nth, gboolean for_good, guint32 seed);
/* All is well again. Returns: whether anything failed. */
gboolean ear_fault_disarm (void);
/* How often something was read from the disk so far. */
guint ear_fault_n_reads (void);
/* A medium that cannot be written to. */
void ear_fault_set_read_only (gboolean read_only);

/* Before sqlite3 is used at all: allocations can be made to fail. */
void ear_fault_malloc_install (void);
void ear_fault_malloc_arm (guint nth, gboolean for_good);
gboolean ear_fault_malloc_disarm (void);

G_END_DECLS
