/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One deed done to a workbook again and again, while the disk, the memory or the power fails at each of its
 * steps in turn: afterwards the workbook is as before or as after, never a third (design, “What may never break”, 1 and 9). */
#pragma once

#include <sys/types.h>

#include "exchange-world.h"

G_BEGIN_DECLS

/* Returns FALSE with @error set where it could not be done. The same deed gives the same workbook each time. */
typedef gboolean (*FaultDeed) (EarStore *store, GError **error);

/* What fails, at the @nth time that it is asked for. */
typedef struct
{
  void (*arm) (guint nth);
  gboolean (*disarm) (void);            /* whether anything failed */
  guint stride;                         /* of so many moments among the first one is tried */
  guint least;                          /* that the deed has at least */
  gboolean harms_disk;                  /* so that all of the file is to be checked afterwards */
  void (*check) (const GError *error);  /* (nullable) */
} FaultSource;

/* @base is the workbook before, closed; @work is where its copies go. */
void fault_world_fail (const char *base, const char *work, FaultDeed deed, const FaultSource *source);
void fault_world_bad_disk (const char *base, const char *work, FaultDeed deed);
void fault_world_without_power (const char *base, const char *work, FaultDeed deed);

EarStore *fault_world_open (const char *path);
void fault_world_copy (const char *from, const char *to); /* a workbook that is closed, over another one and what it left behind */
guint fault_world_stride (guint usual); /* every step where the tests are to be thorough */
gboolean fault_world_lived (pid_t child, int killer);

G_END_DECLS
