/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the codebook's page share. */
#pragma once

#include "ear-book-row.h"
#include "ear-codebook-form.h"
#include "ear-codebook-page.h"
#include "ear-page-feed.h"

G_BEGIN_DECLS

struct _EarCodebookPage
{
  AdwNavigationPage parent_instance;

  AdwNavigationSplitView *split;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list;
  AdwNavigationPage *detail;
  EarCodebookForm *form;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  EarBookModel *model;
  GtkSingleSelection *selection;
  GSimpleActionGroup *actions;
  EarBookRowActs acts;
  EarId wanted; /* the theme that is to be selected once it is there; EAR_ID_NONE */
};

/* ear-codebook-page.c */
EarBookNode *ear_codebook_page_get_node (EarCodebookPage *page); /* (nullable) that is selected and in the workbook */
void ear_codebook_page_focus (EarCodebookPage *page, const EarId *theme);

/* ear-codebook-page-acts.c */
void ear_codebook_page_add_actions (EarCodebookPage *page);
void ear_codebook_page_update_actions (EarCodebookPage *page);
void ear_codebook_page_named (EarCodebookPage *page, const char *typed, EarBookNode *node);
void ear_codebook_page_drop (EarCodebookPage *page, EarBookNode *dragged, EarBookNode *on, EarDrop where);

G_END_DECLS
