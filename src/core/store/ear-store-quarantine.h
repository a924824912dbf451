/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that wait for a person before they are joined, and the devices whose records do not have to. Both are this
 * workbook's own and never travel. The store's thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

/* Why a record waits. The numbers stand in workbooks. */
typedef enum
{
  EAR_WAIT_CLOCK = 0,
  EAR_WAIT_SENDER = 1,
  EAR_WAIT_REMOVAL = 2,
} EarWait;

typedef struct
{
  gint64 n;
  EarWait reason;
  EarId sender;
  EarRecord *record;
} EarWaiting;

void ear_waiting_free (EarWaiting *waiting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarWaiting, ear_waiting_free)

EarClock ear_record_latest (const EarRecord *record, EarId *author);

gboolean ear_store_set_aside (EarStore *store, const EarRecord *record, EarWait reason, const EarId *sender,
                              const char *file, const char *label, GError **error);
EarWaiting *ear_store_get_waiting (EarStore *store, gint64 n, GError **error);
EarRecord *ear_store_find_waiting (EarStore *store, EarKind kind, const EarId *id, GError **error);
gint64 ear_store_next_waiting (EarStore *store, const EarId *sender, EarWait reason, gint64 after, GError **error);
gboolean ear_store_set_waiting_reason (EarStore *store, const EarWaiting *waiting, EarWait reason, GError **error);
gboolean ear_store_drop_waiting (EarStore *store, gint64 n, GError **error);
gboolean ear_store_refuse_waiting (EarStore *store, gint64 n, GError **error);

/* ear-store-accepted.c */
gboolean ear_store_accept_device (EarStore *store, const EarId *device, GError **error);
gboolean ear_store_forget_accepted (EarStore *store, const EarId *device, GError **error);
gboolean ear_store_has_accepted (EarStore *store, const EarId *device, gboolean *accepted, GError **error);

G_END_DECLS
