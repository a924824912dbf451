/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setting whom to hear, and planning a session with them. The store's thread. */
#pragma once

#include "ear-take-back.h"

G_BEGIN_DECLS

/* What is NULL does not limit the target. */
typedef struct
{
  const EarId *group, *place;
  const char *from, *until; /* days */
  guint voices;
  guint sessions;     /* 0: not said */
  const char *reason;
} EarTargetEdit;

gboolean ear_target_set (EarStore *store, const EarTargetEdit *edit, EarCodebookBefore *before, GError **error);
gboolean ear_target_unset (EarStore *store, const EarId *id, GError **error);
gboolean ear_session_plan (EarStore *store, const EarId *group, const EarId *place, const char *title, EarId *id, GError **error);

G_END_DECLS
