/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Who We've Heard writes, on the workbook's thread. No GTK here. */
#pragma once

#include "ear-target-work.h"

G_BEGIN_DECLS

/* A target that is set. */
typedef struct
{
  EarId group, place; /* EAR_ID_NONE: any */
  char *from, *until, *reason; /* nullable */
  guint voices, sessions;
} EarTargetJob;

void ear_target_job_free (EarTargetJob *job);
gpointer ear_target_job (EarStore *store, gpointer job, GCancellable *cancellable, GError **error); /* EarTakeBack */

typedef struct
{
  EarId group, place;
  char *title;
} EarPlanJob;

void ear_plan_job_free (EarPlanJob *job);
gpointer ear_plan_job (EarStore *store, gpointer job, GCancellable *cancellable, GError **error); /* EarId of the session */

G_END_DECLS
