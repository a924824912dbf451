/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three laptops that merge each other's files as people do: looked at, guarded, taken back. */
#pragma once

#include "ear-merge.h"
#include "exchange-world.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  EarStore *a, *b, *c;
} MergingWorld;

MergingWorld merging_world_new (void);
void merging_world_clear (MergingWorld *world);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MergingWorld, merging_world_clear)

EarId merging_device_of (EarStore *store);
char *merging_write_file (MergingWorld *world, const char *name, const char *bytes);
char *merging_write_bundle (MergingWorld *world, EarStore *from, const char *name);

/* Whatever fails ends the test. */
EarMerge *merging_preview (EarStore *store, const char *path, const EarMergeOptions *options);
EarMerge *merging_apply (EarStore *store, const char *path, const EarMergeOptions *options);
EarMerge *merging_take (MergingWorld *world, EarStore *into, EarStore *from);
void merging_undo (EarStore *store, gint64 merge, EarMergeUndone *undone);
void merging_assert_same (const EarMergeFile *one, const EarMergeFile *other);
guint merging_local_facts (EarStore *store);
void merging_must_refuse (EarStore *store, const char *const *paths, const EarMergeOptions *options, GCancellable *cancellable, GQuark domain, int code);

extern const EarMergeOptions merging_accept_all;
extern const EarMergeOptions merging_allow_all;

G_END_DECLS
