/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which row holds which record, for those met since a transaction began. It forgets what it has no room for. */
#pragma once

#include "ear-id.h"
#include "ear-kind.h"

G_BEGIN_DECLS

typedef struct _EarRowMap EarRowMap;

EarRowMap *ear_row_map_new (void);
void ear_row_map_free (EarRowMap *map);
gint64 ear_row_map_get (const EarRowMap *map, EarKind kind, const EarId *id);
void ear_row_map_set (EarRowMap *map, EarKind kind, const EarId *id, gint64 n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarRowMap, ear_row_map_free)

G_END_DECLS
