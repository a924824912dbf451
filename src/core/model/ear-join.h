/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining two states of one record: a pure decision. It is commutative, associative and idempotent, which is
 * what lets bundles arrive in any order, twice, and by any road (design, “What may never break”, 2 and 3). */
#pragma once

#include "ear-record.h"

G_BEGIN_DECLS

typedef struct
{
  guint field;
  EarVersion *version;
} EarReplaced;

typedef struct
{
  gboolean changed;     /* mine holds something it did not hold before */
  guint64 shown;        /* one bit a field: another value shows now */
  guint64 conflicts;    /* one bit a field: a rival value came that had not been here before */
  gboolean erased;      /* the record was there and is erased now */
  GPtrArray *replaced;  /* EarReplaced: values that no longer show and are no rivals, for the history */
} EarJoin;

void ear_record_join (EarRecord *mine, const EarRecord *theirs, EarJoin *join);
void ear_record_stamp (EarRecord *record, const EarStamp *stamp);
gboolean ear_record_same_state (const EarRecord *a, const EarRecord *b);
gboolean ear_version_had_seen (const EarVersion *later, const EarVersion *earlier);
gboolean ear_field_in_conflict (const EarField *field);
void ear_join_clear (EarJoin *join);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarJoin, ear_join_clear)

G_END_DECLS
