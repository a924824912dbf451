/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small valid documents as trees, and small changes to them. What a change does to the document is not known beforehand: two
 * judges are asked. Only what no grammar can say is worked out here once more, from the tree. */
#pragma once

#include "exchange-world.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *value; /* as it stands in the file, escaped */
} MutantAttribute;

typedef struct _MutantNode MutantNode;
struct _MutantNode
{
  char *name;
  GPtrArray *attributes; /* MutantAttribute */
  GPtrArray *children;   /* MutantNode */
  char *text;            /* (nullable) as it stands in the file: of a field its value, elsewhere what stands at its start */
};

void mutant_free (MutantNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MutantNode, mutant_free)

/* What a language says and almost says; each list ends with %NULL. */
typedef struct
{
  const char *(*any_name) (void);
  const char *const *attributes;
  const char *const *edges; /* values at the edge of what something takes, and just beyond */
} MutantWords;

/* Changes one thing at random, and gives the name of the change. */
const char *mutant_change (MutantNode *root, const MutantWords *words);
char *mutant_write (const MutantNode *root);

MutantNode *mutant_new (const char *name);
void mutant_set (MutantNode *node, const char *name, const char *value);
guint mutant_pick (guint n);             /* less than @n */
gboolean mutant_chance (guint percent);
const char *mutant_attribute (const MutantNode *node, const char *name);

/* mutant-bundles.c: a few records of random kinds, with rivals, stamps of their own, deleted and erased ones. */
MutantNode *mutant_new_bundle (void);
extern const MutantWords mutant_bundle_words;

/* mutant-rules.c: whether the bundle breaks a rule that data/schema/bundle.rnc names as beyond any grammar. Only right for
 * what the grammar takes. */
gboolean mutant_is_beyond_grammar (const MutantNode *bundle);

/* mutant-lists.c: a strategy, codebook, groups or places; and whether it breaks a rule that is beyond reference.rnc. */
MutantNode *mutant_new_list (void);
extern const MutantWords mutant_list_words;
gboolean mutant_list_is_beyond_grammar (const MutantNode *list);

G_END_DECLS
