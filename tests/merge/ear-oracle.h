/* SPDX-License-Identifier: GPL-3.0-or-later */
/* True causality, which no laptop knows: every value that anybody gave a field is an event, and a laptop knows a set of
 * them. An event supersedes exactly those events of its field that its author knew. Nothing here asks the product who
 * had seen what; it only takes from it the stamp by which the version of an event is found again. */
#pragma once

#include "ear-join.h"

G_BEGIN_DECLS

#define EAR_ORACLE_MAX_EVENTS 512
#define EAR_ORACLE_MAX_RECORDS 64

typedef struct
{
  guint64 events[EAR_ORACLE_MAX_EVENTS / 64];
  guint64 erased; /* one bit a record */
} EarKnowledge;

/* One field of a record, given one value by somebody. */
typedef struct
{
  guint record, field, laptop;
  EarStamp stamp;
  char *value;       /* NULL: cleared */
  EarKnowledge past; /* the events that it supersedes */
} EarEvent;

typedef struct
{
  guint n_events;
  EarEvent events[EAR_ORACLE_MAX_EVENTS];
} EarOracle;

void ear_oracle_clear (EarOracle *oracle);

void ear_knowledge_add_all (EarKnowledge *to, const EarKnowledge *from);
void ear_knowledge_keep_fields (EarKnowledge *known, const EarOracle *oracle, const guint64 *fields);
gboolean ear_knowledge_has_event (const EarKnowledge *known, guint event);
gboolean ear_knowledge_has_erased (const EarKnowledge *known, guint record);
void ear_knowledge_add_erased (EarKnowledge *known, guint record);

/* Notes an edit of a laptop that knows @own, by an author to whom @shown was shown; both may be one. */
void ear_oracle_edit (EarOracle *oracle, EarKnowledge *own, const EarKnowledge *shown, const EarEvent *edit);
/* The event whose value shows to one who knows @known; NULL when nobody known to them gave the field a value. */
const EarEvent *ear_oracle_shown (const EarOracle *oracle, const EarKnowledge *known, guint record, guint field);
/* Every event that is not superseded, the latest first. */
GPtrArray *ear_oracle_live (const EarOracle *oracle, const EarKnowledge *known, guint record, guint field);
gboolean ear_oracle_is_here (const EarOracle *oracle, const EarKnowledge *known, guint record);
/* Returns: (nullable): how @here, %NULL when it is not there, differs from what one who knows @known should have. */
char *ear_oracle_check (const EarOracle *oracle, const EarKnowledge *known, guint record, const EarRecord *here);

G_END_DECLS
