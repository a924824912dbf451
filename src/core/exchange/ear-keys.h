/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public keys of other devices. */
#pragma once

#include "ear-seal.h"

G_BEGIN_DECLS

typedef struct
{
  guint8 signing[EAR_SEAL_SIGNING_KEY_BYTES];
  guint8 sealing[EAR_SEAL_SEALING_KEY_BYTES];
} EarPublicKeys;

gboolean ear_keys_pinned (EarStore *store, const EarId *device, EarPublicKeys *keys, gboolean *known, GError **error);
gboolean ear_keys_of (EarStore *store, const EarId *device, EarPublicKeys *keys, gboolean *known, GError **error);
gboolean ear_keys_pin (EarStore *store, const EarId *device, const EarPublicKeys *keys, GError **error);
gboolean ear_keys_said (const EarRecord *device, EarPublicKeys *keys);

G_END_DECLS
