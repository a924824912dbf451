/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks, and bundles as text, for the tests of exchange. Whatever is not asked about aborts the test on failure. */
#pragma once

#include "ear-exchange.h"
#include "ear-test.h"

G_BEGIN_DECLS

#define WORLD_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\">\n"
#define WORLD_A "11111111-0000-7000-8000-000000000001"
#define WORLD_B "22222222-0000-7000-8000-000000000002"
#define WORLD_C "33333333-0000-7000-8000-000000000003"
#define WORLD_AUTHORS                                                                                                  \
  "  <author n=\"1\" id=\"" WORLD_A "\"/>\n  <author n=\"2\" id=\"" WORLD_B "\"/>\n  <author n=\"3\" id=\"" WORLD_C "\"/>\n"
#define WORLD_AT "at=\"2026-11-01T09:00:00.000Z\" by=\"1\""
#define WORLD_TAIL "</bundle>\n"

typedef char *WorldText;
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (WorldText, g_free, NULL)

char *world_digest (EarStore *store);
char *world_export (EarStore *store);
void world_merge (EarStore *into, EarStore *from, EarMergeResult *result);
gboolean world_merge_bytes (EarStore *store, const char *bytes, gssize size, EarMergeResult *result, GError **error);
void world_must_merge (EarStore *store, const char *bundle, EarMergeResult *result);
void world_must_refuse (EarStore *store, const char *bundle, gssize size, EarExchangeError code, int line, const char *says);

void world_assert_same (EarStore *a, EarStore *b);
void world_set (EarStore *store, EarKind kind, const EarId *id, guint field, const char *value);
EarId world_put (EarStore *store, EarRecord *record);
/* A link with both its ends. */
EarId world_link (EarStore *store, EarKind kind, guint one_field, const EarId *one, guint other_field, const EarId *other);
char *world_get (EarStore *store, EarKind kind, const EarId *id, guint field);
guint world_n_rivals (EarStore *store, EarKind kind, const EarId *id, guint field);
guint world_count (EarStore *store, const char *sql);
EarId world_id (const char *text);

G_END_DECLS
